# fails: test_each_side_ticks_in_its_own_process (threads in place of a process)
# also fails: test_both_tick_at_the_same_time
# also fails: test_waits_for_the_child_at_the_end
# breaks: "Create one child process"
from threading import Thread


def interleave(n, child_tick, parent_tick):
    child = Thread(target=lambda: [child_tick(i) for i in range(n)])
    child.start()
    for i in range(n):
        parent_tick(i)
    child.join()
