# Both sides meet at a barrier before each tick but the first.
from multiprocessing import Barrier, Process


def ticks(n, tick, barrier):
    for i in range(n):
        barrier.wait()
        tick(i)


def interleave(n, child_tick, parent_tick):
    barrier = Barrier(2)
    child = Process(target=ticks, args=(n, child_tick, barrier))
    child.start()
    ticks(n, parent_tick, barrier)
    child.join()
