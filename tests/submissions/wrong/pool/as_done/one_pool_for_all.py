# fails: test_nothing_is_left_after_an_early_close (deadlock)
# breaks: "closing one leaves the other alone"
# One pool in a global: an iterator that begins replaces it, and closing ends whichever is there.
from multiprocessing import Pool

pool = None


def as_done(task, items, limit):
    global pool
    pool = Pool(limit)
    try:
        yield from pool.imap_unordered(task, items)
    finally:
        pool.terminate()
        pool.join()
