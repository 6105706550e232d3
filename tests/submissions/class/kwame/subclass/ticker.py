# Passes everything on to Process as target and args, and lets the inherited run() call it.
from multiprocessing import Process


def tick_all(n, tick):
    for i in range(n):
        tick(i)


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        Process.__init__(self, None, tick_all, name, (n, tick))
