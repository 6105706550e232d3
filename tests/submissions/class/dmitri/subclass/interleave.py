from multiprocessing import Process


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    child = Process(target=ticks(n, child_tick))
    child.start()
    ticks(n, parent_tick)
    child.join()
