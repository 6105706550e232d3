# fails: test_limit_is_made_use_of (limit ignored)
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(2) as pool:
        return pool.map(task, items, chunksize=1)
