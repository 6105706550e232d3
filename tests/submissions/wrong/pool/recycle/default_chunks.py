# fails: test_no_worker_does_more_than_per_worker_tasks (chunks counted as tasks)
# breaks: "No worker process calls `task` more than"
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=per_worker) as pool:
        return pool.map(task, items)
