# fails: test_no_worker_does_more_than_per_worker_tasks (never recycled)
# Chunks of the right size, but the same worker takes the next one.
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit) as pool:
        return pool.map(task, items, chunksize=per_worker)
