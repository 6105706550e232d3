# fails: test_limit_is_kept_and_made_use_of (serial)
# breaks: "where there are enough items, as many do"
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(1) as pool:
        yield from pool.imap_unordered(task, items)
