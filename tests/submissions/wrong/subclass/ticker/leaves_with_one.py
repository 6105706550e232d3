# fails: test_the_child_ticks (the child failed)
# also fails: test_works_under_spawn
# breaks: "in this order, and ends with exit code 0"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n):
            self.tick(i)
        raise SystemExit("done")
