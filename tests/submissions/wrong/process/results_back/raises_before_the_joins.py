# fails: test_an_exception_is_raised_in_main (zombies left)
# breaks: "When `collect` returns or raises"

from multiprocessing import Pipe, Process


def w(c, f, i):
    try:
        c.send(("v", f(i)))
    except Exception as e:
        c.send(("e", e))


def collect(func, items):
    cs = []
    for i in items:
        a, b = Pipe()
        p = Process(target=w, args=(b, func, i))
        p.start()
        cs.append((p, a))
    out = []
    for p, a in cs:
        k, v = a.recv()
        p.join()
        if k == "e":
            raise v
        out.append(v)
    return out
