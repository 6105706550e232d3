# fails: test_the_child_ticks (wrong ticks)
# breaks: "The ticks happen in the child that `start()` makes"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        i = 0
        while True:
            self.tick(i)
            i += 1
            if i >= self.n:
                break
