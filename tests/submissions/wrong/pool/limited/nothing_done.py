# fails: test_each_item_runs_once_in_a_worker (items missing)
# also fails: test_items_and_results_may_be_anything
# breaks: "in worker processes and return the results"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        for item in items:
            pool.apply_async(task, item)
        pool.close()
        pool.join()
    return items
