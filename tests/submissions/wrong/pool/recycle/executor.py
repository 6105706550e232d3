# fails: test_each_item_runs_once_in_a_worker_of_a_pool (not a Pool)
# breaks: "workers that are not those of a `multiprocessing.Pool`"
from concurrent.futures import ProcessPoolExecutor


def recycle(task, items, limit, per_worker):
    with ProcessPoolExecutor(limit) as executor:
        return list(executor.map(task, items))
