# fails: test_no_worker_is_idle_while_items_wait (serial)
# breaks: "exactly `limit` tasks run at once"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        return [pool.apply(task, (item,)) for item in items]
