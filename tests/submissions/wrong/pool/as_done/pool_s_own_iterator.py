# fails: test_nothing_is_left_at_the_end (workers leaked)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "The iterator has a `close()` method"
from multiprocessing import Pool

pools = []


def as_done(task, items, limit):
    pools.append(Pool(limit))
    return pools[-1].imap_unordered(task, items)
