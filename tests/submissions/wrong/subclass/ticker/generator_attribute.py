# fails: test_works_under_spawn (an attribute that cannot be pickled)
# breaks: "must work under fork, spawn and forkserver alike"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.work = (tick(i) for i in range(n))

    def run(self):
        for _ in self.work:
            pass
