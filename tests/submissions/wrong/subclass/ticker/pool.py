# fails: test_the_child_ticks (another technique)
# also fails: test_the_name_counts
# also fails: test_works_under_spawn
# breaks: "The ticks happen in the child that `start()` makes"
# breaks: "creating the process with anything but Process itself"
import multiprocessing


class Ticker(multiprocessing.Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def start(self):
        with multiprocessing.Pool(1) as pool:
            pool.map(self.tick, range(self.n))
        super().start()

    def run(self):
        pass
