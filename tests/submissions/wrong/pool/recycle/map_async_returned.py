# fails: test_each_item_runs_once_in_a_worker_of_a_pool (items missing)
# breaks: "Returns the results as a list"
# Leaving the with block terminates the pool before the results are there.
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=per_worker) as pool:
        return pool.map_async(task, items, chunksize=1)
