# fails: test_items_and_results_may_be_anything (falsy values dropped)
# breaks: "also where that is None, 0 or empty"
# None stands for "not there yet", so a task that returns None is asked for again and left out.
from functools import partial
from multiprocessing import Pool


def placed(task, pair):
    return pair[0], task(pair[1])


def run_limited(task, items, limit):
    results = [None] * len(items)
    with Pool(limit) as pool:
        for place, result in pool.imap_unordered(partial(placed, task), enumerate(items)):
            results[place] = result
    return [result for result in results if result is not None]
