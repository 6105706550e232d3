# fails: test_items_and_results_may_be_anything (falsy values dropped)
# breaks: "also where that is None, 0 or empty"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        return [result for result in pool.imap(task, items) if result]
