# fails: test_waits_for_the_child_at_the_end (returns too late)
# breaks: "Other children of the program"
from multiprocessing import Process, active_children


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    child = Process(target=ticks, args=(n, child_tick))
    child.start()
    ticks(n, parent_tick)
    for child in active_children():
        child.join()
