# fails: test_each_side_ticks_in_its_own_process (sides mixed up)
# also fails: test_both_tick_at_the_same_time
# also fails: test_waits_for_the_child_at_the_end
# breaks: "Create one child process"
# breaks: "In it, call `child_tick(0)`"
from multiprocessing import Process


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    sides = [Process(target=ticks, args=(n, tick)) for tick in (child_tick, parent_tick)]
    for side in sides:
        side.start()
    for side in sides:
        side.join()
