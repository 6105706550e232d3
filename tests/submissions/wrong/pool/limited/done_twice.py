# fails: test_each_item_runs_once_in_a_worker (items done twice)
# also fails: test_items_and_results_may_be_anything
# breaks: "Every item is worked on once"
# Runs everything, and then once more to have the results.
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        for item in items:
            pool.apply_async(task, (item,))
        return pool.map(task, items, chunksize=1)
