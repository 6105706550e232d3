# fails: test_each_item_runs_once_in_a_worker (items missing)
# breaks: "also where that is None, 0 or empty"
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        results = pool.imap_unordered(task, items)
        while result := next(results, None):
            yield result
