# fails: test_limit_is_kept_and_made_use_of (a pool a task)
# also fails: test_no_worker_is_replaced_too_early
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    results = []
    for item in items:
        with Pool(limit) as pool:
            results += pool.map(task, [item])
    return results
