# fails: test_never_more_than_limit_at_once (3 hard-coded)
# also fails: test_limit_is_made_use_of
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit + 1) as pool:
        return pool.map(task, items, chunksize=1)
