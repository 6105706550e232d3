# fails: test_each_item_runs_once_in_a_worker_of_a_pool (threads)
# breaks: "threads in place of processes"
from multiprocessing.pool import ThreadPool


def recycle(task, items, limit, per_worker):
    with ThreadPool(limit) as pool:
        return pool.map(task, items, chunksize=1)
