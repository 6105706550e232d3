# fails: test_no_worker_is_idle_while_items_wait (idle workers)
# breaks: "the next one begins, whatever the others are doing"
# As many as the limit allows, then wait for all of them, then the next wave.
from multiprocessing import Pool


def run_limited(task, items, limit):
    results = []
    with Pool(limit) as pool:
        for start in range(0, len(items), limit):
            results += pool.map(task, items[start : start + limit], chunksize=1)
    return results
