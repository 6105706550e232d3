# A subclass of Process; both sides as methods of one class.
from multiprocessing import Process


class Child(Process):
    def __init__(self, n, tick):
        super().__init__()
        self.n = n
        self.tick = tick

    def run(self):
        for i in range(self.n):
            self.tick(i)


def interleave(n, child_tick, parent_tick):
    child = Child(n, child_tick)
    child.start()
    for i in range(n):
        parent_tick(i)
    child.join()
