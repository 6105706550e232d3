# fails: test_works_under_spawn (fork whatever is chosen)
# breaks: "A class that fixes fork as its start method"
import multiprocessing


class Ticker(multiprocessing.Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick
        multiprocessing.set_start_method("fork", force=True)

    def run(self):
        for i in range(self.n):
            self.tick(i)
