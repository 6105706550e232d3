# fails: test_no_worker_is_replaced_too_early (a pool a task)
# Never more than allowed, but a new process for every task.
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=1) as pool:
        return pool.map(task, items, chunksize=1)
