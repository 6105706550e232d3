# fails: test_the_child_ticks (started in __init__)
# also fails: test_works_under_spawn
# breaks: "Creating a Ticker calls no tick"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick
        self.helper = Process(target=print)
        self.helper.start()
        self.helper.join()

    def run(self):
        for i in range(self.n):
            self.tick(i)
