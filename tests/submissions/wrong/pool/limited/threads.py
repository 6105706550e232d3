# fails: test_each_item_runs_once_in_a_worker (threads)
from concurrent.futures import ThreadPoolExecutor


def run_limited(task, items, limit):
    with ThreadPoolExecutor(limit) as pool:
        return list(pool.map(task, items))
