# fails: test_works_under_spawn (fork whatever is chosen)
# breaks: "A class that fixes fork as its start method"
# breaks: "must work under fork, spawn and forkserver alike"
from multiprocessing import get_context


class Ticker(get_context("fork").Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n):
            self.tick(i)
