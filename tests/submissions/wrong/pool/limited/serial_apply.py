# fails: test_no_worker_is_idle_while_items_wait (serial)
# also fails: test_never_more_than_limit_at_once
# also fails: test_limit_is_made_use_of
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        return [pool.apply(task, (item,)) for item in items]
