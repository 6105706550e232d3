# fails: test_the_name_counts (name dropped)
# also fails: test_works_under_spawn
# breaks: "With `name="clock"` the process is called so"
# breaks: "Without a name, or with None"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        self.name = "Ticker-child"
        for i in range(self.n):
            self.tick(i)
