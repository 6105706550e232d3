# fails: test_the_child_ticks (wrong ticks)
# breaks: "The ticks happen in the child that `start()` makes"
# n = 0 is taken for no n.
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n or 1):
            self.tick(i)
