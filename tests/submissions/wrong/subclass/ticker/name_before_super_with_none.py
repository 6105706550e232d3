# fails: test_the_name_counts (self.name set before super)
# breaks: "With `name="clock"` the process is called so"
# breaks: "Without a name, or with None"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        self.name = name
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n):
            self.tick(i)
