# fails: test_each_item_runs_once_in_a_worker (threads)
# also fails: test_items_and_results_may_be_anything
# breaks: "threads in place of processes"
from concurrent.futures import ThreadPoolExecutor


def run_limited(task, items, limit):
    with ThreadPoolExecutor(limit) as pool:
        return list(pool.map(task, items))
