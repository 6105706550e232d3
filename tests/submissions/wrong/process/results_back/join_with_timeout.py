# fails: test_nobody_is_left (children left)
# breaks: "When `collect` returns or raises"

from multiprocessing import Pipe, Process


def w(c, f, i):
    try:
        c.send(("v", f(i)))
    except Exception as e:
        c.send(("e", e))
    c.close()


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
        p.join(5)
    for k, v in out:
        if k == "e":
            raise v
    return [v for k, v in out]
