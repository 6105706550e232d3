# fails: test_no_worker_is_replaced_too_early (a pool a task)
# also fails: test_limit_is_kept_and_made_use_of
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    results = []
    for item in items:
        with Pool(1) as pool:
            results.append(pool.apply(task, (item,)))
    return results
