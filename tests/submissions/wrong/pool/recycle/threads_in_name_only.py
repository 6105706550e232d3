# fails: test_each_item_runs_once_in_a_worker_of_a_pool (threads)
# breaks: "threads in place of processes"
from multiprocessing.dummy import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit) as pool:
        return pool.map(task, items, chunksize=1)
