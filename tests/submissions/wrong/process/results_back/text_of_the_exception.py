# fails: test_an_exception_is_raised_in_main (another exception)
# breaks: "of the same class, with the same arguments"

from multiprocessing import Pipe, Process


def w(c, f, i):
    try:
        c.send(("v", f(i)))
    except Exception as e:
        c.send(("e", (type(e), str(e))))


def collect(func, items):
    cs = []
    for i in items:
        a, b = Pipe()
        p = Process(target=w, args=(b, func, i))
        p.start()
        cs.append((p, a))
    out = []
    for p, a in cs:
        out.append(a.recv())
        p.join()
    for k, v in out:
        if k == "e":
            raise v[0](v[1])
    return [v for k, v in out]
