# fails: test_the_name_counts (self.name set before super)
# breaks: "With `name="clock"` the process is called so"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        self.name = name
        self.n = n
        self.tick = tick
        super().__init__()

    def run(self):
        for i in range(self.n):
            self.tick(i)
