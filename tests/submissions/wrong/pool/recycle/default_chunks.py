# fails: test_no_worker_does_more_than_per_worker_tasks (default chunks)
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=per_worker) as pool:
        return pool.map(task, items)
