# A ProcessPoolExecutor with one worker, one task.
from concurrent.futures import ProcessPoolExecutor


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    with ProcessPoolExecutor(1) as executor:
        future = executor.submit(ticks, n, child_tick)
        ticks(n, parent_tick)
        future.result()
