# fails: test_no_worker_is_idle_while_items_wait (serial)
# breaks: "exactly `limit` tasks run at once"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(max(1, limit - 1)) as pool:
        return pool.map(task, items, chunksize=1)
