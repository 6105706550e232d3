# fails: test_both_tick_at_the_same_time (parent first)
# breaks: "Let a child and this process tick"
from multiprocessing import Process


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    child = Process(target=ticks, args=(n, child_tick))
    ticks(n, parent_tick)
    child.start()
    child.join()
