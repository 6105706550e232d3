# fails: test_the_child_ticks (another technique)
# also fails: test_the_name_counts
# also fails: test_works_under_spawn
# breaks: "creating the process with anything but Process itself"
import os
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        if os.fork() == 0:
            for i in range(self.n):
                self.tick(i)
            os._exit(0)
        os.wait()
