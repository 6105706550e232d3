# fails: test_values_come_back_in_order (wrong values)
# breaks: "None, 0 or empty"

from multiprocessing import Pipe, Process


def w(c, f, i):
    try:
        c.send((f(i), None))
    except Exception as e:
        c.send((None, e))


def collect(func, items):
    cs = []
    for i in items:
        a, b = Pipe()
        p = Process(target=w, args=(b, func, i))
        p.start()
        cs.append((p, a))
    out = []
    for p, a in cs:
        v, e = a.recv()
        p.join()
        out.append((v, e))
    for _v, e in out:
        if e:
            raise e
    return [v for v, e in out if v is not None]
