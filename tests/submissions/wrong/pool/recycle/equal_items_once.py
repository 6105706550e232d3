# fails: test_each_item_runs_once_in_a_worker_of_a_pool (equal items merged)
# breaks: "equal items as often as they are there"
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    different = [item for n, item in enumerate(items) if item not in items[:n]]
    with Pool(limit, maxtasksperchild=per_worker) as pool:
        values = pool.map(task, different, chunksize=1)
    return [values[different.index(item)] for item in items]
