# fails: test_each_side_ticks_in_its_own_process (run in place of start)
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
    child.run()
    for i in range(n):
        parent_tick(i)
    child.join()
