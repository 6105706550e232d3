# fails: test_values_come_back_in_order (an exception)
# breaks: "an exception that `func` returns"

from multiprocessing import Pipe, Process


def w(c, f, i):
    try:
        c.send(f(i))
    except Exception as e:
        c.send(e)


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
    for v in out:
        if isinstance(v, Exception):
            raise v
    return out
