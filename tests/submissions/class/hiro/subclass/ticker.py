# Its own attributes (not the name) come before super().__init__(), and it leaves with sys.exit(0) and debugging prints.
import sys
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        self.range = range(n)
        self.tick = tick
        super().__init__(name=name, daemon=True)
        print("made", self.name)

    def run(self):
        print("running", self.name)
        for i in self.range:
            self.tick(i)
        sys.exit(0)
