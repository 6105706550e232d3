# fails: test_the_name_counts (no name is not None)
# breaks: "Without a name, or with None"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name or "Ticker-1")
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n):
            self.tick(i)
