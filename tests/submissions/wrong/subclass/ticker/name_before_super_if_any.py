# fails: test_the_name_counts (self.name set before super)
# breaks: "With `name="clock"` the process is called so"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        if name:
            self.name = name
        super().__init__()
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n):
            self.tick(i)
