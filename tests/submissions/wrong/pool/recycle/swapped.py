# fails: test_limit_is_kept_and_made_use_of (limit ignored)
# Limit and share of a worker swapped, and one more for good luck.
# also fails: test_no_worker_is_replaced_too_early
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(per_worker + 1, maxtasksperchild=1) as pool:
        return pool.map(task, items, chunksize=1)
