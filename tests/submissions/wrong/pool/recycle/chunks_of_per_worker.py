# fails: test_no_worker_does_more_than_per_worker_tasks (never recycled)
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "No worker process calls `task` more than"
# Chunks of the right size, but the same worker takes the next one.
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit) as pool:
        return pool.map(task, items, chunksize=per_worker)
