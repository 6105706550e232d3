# fails: test_the_name_counts (name dropped)
# breaks: "With `name="clock"` the process is called so"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__()
        self.wanted = name
        self.n = n
        self.tick = tick

    def run(self):
        if self.wanted:
            self.name = self.wanted
        for i in range(self.n):
            self.tick(i)
