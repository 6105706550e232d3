# fails: test_an_exception_is_raised_in_main (another exception)
# breaks: "of the same class, with the same arguments"

from multiprocessing import Pipe, Process


def w(c, f, i):
    try:
        c.send(("v", f(i)))
    except Exception as e:
        c.send(("e", e.args[0], type(e)))


def collect(func, items):
    cs = []
    for i in items:
        a, b = Pipe()
        p = Process(target=w, args=(b, func, i))
        p.start()
        b.close()
        cs.append((p, a))
    out = []
    for p, a in cs:
        out.append(a.recv())
        p.join()
    for t in out:
        if t[0] == "e":
            raise t[2](t[1])
    return [t[1] for t in out]
