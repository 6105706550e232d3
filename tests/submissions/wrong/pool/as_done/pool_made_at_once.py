# fails: test_nothing_is_left_after_an_early_close (workers leaked)
# breaks: "or when `close()` has returned, no worker is left"
# The pool is there before the first result is asked for, and an iterator that was never begun cleans nothing up.
from multiprocessing import Pool


def results_of(pool, results):
    try:
        yield from results
    finally:
        pool.terminate()
        pool.join()


pools = []


def as_done(task, items, limit):
    pool = Pool(limit)
    pools.append(pool)
    return results_of(pool, pool.imap_unordered(task, items))
