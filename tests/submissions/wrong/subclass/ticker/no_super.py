# fails: test_the_child_ticks (no super().__init__)
# also fails: test_the_name_counts
# also fails: test_works_under_spawn
# breaks: "The ticks happen in the child that `start()` makes"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n):
            self.tick(i)
