# fails: test_the_child_ticks (start overridden)
# breaks: "a `start()` of your own, even one"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n):
            self.tick(i)

    def start(self):
        self.ticks = list(range(self.n))
        super().start()
