# A Pool of one worker that gets the ticks as tasks.
from multiprocessing import Pool


def interleave(n, child_tick, parent_tick):
    pool = Pool(1)
    for i in range(n):
        pool.apply_async(child_tick, (i,))
    for i in range(n):
        parent_tick(i)
    pool.close()
    pool.join()
