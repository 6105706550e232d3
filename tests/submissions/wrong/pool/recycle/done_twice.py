# fails: test_each_item_runs_once_in_a_worker_of_a_pool (items done twice)
# breaks: "Every item is worked on once"
# Warms the workers up with the first item.
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=per_worker) as pool:
        pool.apply(task, items[:1])
        return pool.map(task, items, chunksize=1)
