# fails: test_each_item_runs_once_in_a_worker (items done twice)
# Runs everything, and then once more to have the results.
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        for item in items:
            pool.apply_async(task, (item,))
        return pool.map(task, items, chunksize=1)
