# fails: test_the_child_ticks (output lost)
# also fails: test_works_under_spawn
# breaks: "What they print is not lost"
import os
import sys
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n, self.tick = n, tick

    def run(self):
        sys.stdout = open(os.devnull, "w")  # ticks quietly
        for i in range(self.n):
            self.tick(i)
