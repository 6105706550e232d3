# fails: test_no_worker_does_more_than_per_worker_tasks (never recycled)
# breaks: "No worker process calls `task` more than"
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit) as pool:
        return pool.map(task, items, chunksize=1)
