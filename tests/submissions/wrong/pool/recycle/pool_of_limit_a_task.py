# fails: test_workers_are_replaced_when_they_have_done_their_share (a worker per task)
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "a pool for every task"
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    results = []
    for item in items:
        with Pool(limit) as pool:
            results += pool.map(task, [item])
    return results
