# fails: test_works_under_spawn (name lost on the way)
# breaks: "With `name="clock"` the process is called so"
# breaks: "must work under fork, spawn and forkserver alike"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n):
            self.tick(i)

    def __reduce__(self):
        return Ticker, (self.n, self.tick)
