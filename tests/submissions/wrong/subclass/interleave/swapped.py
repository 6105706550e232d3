# fails: test_each_side_ticks_in_its_own_process (run in place of start)
# also fails: test_both_tick_at_the_same_time
# also fails: test_waits_for_the_child_at_the_end
# breaks: "In it, call `child_tick(0)`"
from multiprocessing import Process


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    child = Process(target=ticks, args=(n, parent_tick))
    child.start()
    ticks(n, child_tick)
    child.join()
