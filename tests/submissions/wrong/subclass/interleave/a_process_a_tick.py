# fails: test_each_side_ticks_in_its_own_process (a process a tick)
# also fails: test_both_tick_at_the_same_time
# also fails: test_waits_for_the_child_at_the_end
# breaks: "Create one child process"
# breaks: "In it, call `child_tick(0)`"
from multiprocessing import Process


def interleave(n, child_tick, parent_tick):
    for i in range(n):
        child = Process(target=child_tick, args=(i,))
        child.start()
        parent_tick(i)
        child.join()
