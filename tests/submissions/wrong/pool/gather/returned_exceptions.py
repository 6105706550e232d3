# fails: test_results_come_with_their_items (returned exception taken for raised)
# breaks: "an exception that was returned and not raised"
# Tells results from errors by their type: an exception that a task returns is taken for one that it raised.
from functools import partial
from multiprocessing import Pool


def attempt(task, item):
    try:
        return task(item)
    except Exception as error:
        return error


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        for item, value in zip(items, pool.map(partial(attempt, task), items, chunksize=1)):
            (errors if isinstance(value, Exception) else results)[item] = value
    return results, errors
