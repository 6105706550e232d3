# fails: test_items_and_results_may_be_anything (items missing)
# breaks: "The list has one result for each item"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        return pool.map(task, items[: len(items) // limit * limit], chunksize=1)
