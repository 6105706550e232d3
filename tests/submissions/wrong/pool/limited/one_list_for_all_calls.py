# fails: test_items_and_results_may_be_anything (answer changed later)
# breaks: "The list has one result for each item"
# The list of a call is emptied by the next one.
from multiprocessing import Pool

results = []


def run_limited(task, items, limit):
    results.clear()
    with Pool(limit) as pool:
        for result in pool.imap(task, items):
            results.append(result)
    return results
