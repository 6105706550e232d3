# fails: test_works_under_spawn (fork whatever is chosen)
# breaks: "A class that fixes fork as its start method"
# breaks: "must work under fork, spawn and forkserver alike"
import multiprocessing

Fork = multiprocessing.context.ForkProcess


class Ticker(Fork):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick
        self.work = lambda: [tick(i) for i in range(n)]

    def run(self):
        self.work()
