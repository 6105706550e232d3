# fails: test_no_worker_does_more_than_per_worker_tasks (replaced too late)
# breaks: "No worker process calls `task` more than"
# One task more than allowed.
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=per_worker + 1) as pool:
        return pool.map(task, items, chunksize=1)
