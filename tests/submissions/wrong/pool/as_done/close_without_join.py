# fails: test_nothing_is_left_after_an_early_close (workers leaked)
# breaks: "or when `close()` has returned, no worker is left"
from multiprocessing import Pool


def as_done(task, items, limit):
    pool = Pool(limit)
    try:
        yield from pool.imap_unordered(task, items)
    finally:
        pool.close()
