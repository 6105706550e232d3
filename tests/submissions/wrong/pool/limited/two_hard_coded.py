# fails: test_never_more_than_limit_at_once (limit ignored)
# also fails: test_no_worker_is_idle_while_items_wait
# breaks: "exactly `limit` tasks run at once"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(2) as pool:
        return pool.map(task, items, chunksize=1)
