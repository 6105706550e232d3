# fails: test_the_child_ticks (another technique)
# breaks: "creating the process with anything but Process itself"
from multiprocessing import Process


class Ticker(Process):
    def __init__(self, n, tick, *, name=None):
        super().__init__(name=name)
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n):
            self.tick(i)
        helper = Process(target=print)
        helper.start()
        helper.join()
