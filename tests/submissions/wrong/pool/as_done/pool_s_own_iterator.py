# fails: test_nothing_is_left_after_an_early_close (no close method)
from multiprocessing import Pool


def as_done(task, items, limit):
    pool = Pool(limit)
    return pool.imap_unordered(task, items)
