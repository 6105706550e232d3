# fails: test_each_side_ticks_in_its_own_process (run in place of start)
# also fails: test_both_tick_at_the_same_time
# also fails: test_waits_for_the_child_at_the_end
# breaks: "In it, call `child_tick(0)`"
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
