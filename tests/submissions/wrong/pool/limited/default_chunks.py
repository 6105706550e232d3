# fails: test_no_worker_is_idle_while_items_wait (idle workers)
# breaks: "no worker stands idle"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        return pool.map(task, items)
