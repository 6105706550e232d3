# fails: test_each_item_runs_once_in_a_worker (items done twice)
# breaks: "Each item is worked on once"
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        for item in items[:1]:
            pool.apply(task, (item,))
        yield from pool.imap_unordered(task, items)
