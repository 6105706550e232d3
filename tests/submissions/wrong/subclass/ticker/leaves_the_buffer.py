# fails: test_the_child_ticks (output lost)
# breaks: "What they print is not lost"
import os
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n, self.tick = n, tick

    def run(self):
        for i in range(self.n):
            self.tick(i)
        os._exit(0)
