# fails: test_no_worker_is_idle_while_items_wait (idle workers)
# breaks: "as soon as one task has ended, the next one begins"
# Every worker has its share before the first one begins.
from multiprocessing import Pool


def share(task, items):
    return [task(item) for item in items]


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        shares = pool.starmap(share, [(task, items[n::limit]) for n in range(limit)], chunksize=1)
    results = [None] * len(items)
    for n, found in enumerate(shares):
        results[n::limit] = found
    return results
