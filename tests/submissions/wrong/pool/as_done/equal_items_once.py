# fails: test_each_item_runs_once_in_a_worker (equal items merged)
# breaks: "equal items as often as they are there"
from multiprocessing import Pool


def as_done(task, items, limit):
    different = [item for n, item in enumerate(items) if item not in items[:n]]
    with Pool(limit) as pool:
        yield from pool.imap_unordered(task, different)
