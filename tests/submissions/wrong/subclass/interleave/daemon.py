# fails: test_waits_for_the_child_at_the_end (no join at the end)
# breaks: "When its own ticks are done, the parent waits"
from multiprocessing import Process


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    child = Process(target=ticks, args=(n, child_tick))
    child.daemon = True
    child.start()
    ticks(n, parent_tick)
