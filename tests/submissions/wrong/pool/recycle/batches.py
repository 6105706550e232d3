# fails: test_no_worker_does_more_than_per_worker_tasks (replaced too late)
# also fails: test_workers_are_replaced_when_they_have_done_their_share
# breaks: "whose workers are replaced after `per_worker` tasks"
# A pool for so many items as its workers may do together; the quick ones do more than their share.
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    results = []
    for start in range(0, len(items), limit * per_worker):
        with Pool(limit) as pool:
            results += pool.map(task, items[start : start + limit * per_worker], chunksize=1)
    return results
