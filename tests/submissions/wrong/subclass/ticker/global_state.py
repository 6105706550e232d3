# fails: test_works_under_spawn (no tick)
# breaks: "must work under fork, spawn and forkserver alike"
from multiprocessing import Process

WORK = {}


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        WORK[self.name] = n, tick

    def run(self):
        n, tick = WORK[self.name]
        for i in range(n):
            tick(i)
