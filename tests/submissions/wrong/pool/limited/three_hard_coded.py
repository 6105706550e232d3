# fails: test_never_more_than_limit_at_once (limit ignored)
# also fails: test_no_worker_is_idle_while_items_wait
# breaks: "At most `limit` tasks run at the same time"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(3) as pool:
        return pool.map(task, items, chunksize=1)
