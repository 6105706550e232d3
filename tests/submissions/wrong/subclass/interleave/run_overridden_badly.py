# fails: test_each_side_ticks_in_its_own_process (no tick in a child)
# also fails: test_both_tick_at_the_same_time
# also fails: test_waits_for_the_child_at_the_end
# breaks: "In it, call `child_tick(0)`"
from multiprocessing import Process


class Child(Process):
    def __init__(self, n, tick):
        super().__init__()
        self.n = n
        self.tick = tick

    def tick_all(self):
        for i in range(self.n):
            self.tick(i)


def interleave(n, child_tick, parent_tick):
    child = Child(n, child_tick)
    child.start()
    for i in range(n):
        parent_tick(i)
    child.join()
