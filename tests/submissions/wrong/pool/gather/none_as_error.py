# fails: test_results_come_with_their_items (falsy values dropped)
# also fails: test_exceptions_come_with_their_items
# breaks: "also where that is None, 0, empty"
# None says "error" here, so a task that returns None is taken for one.
from functools import partial
from multiprocessing import Pool


def attempt(task, item):
    try:
        return task(item)
    except Exception:
        return None


def gather(task, items, limit):
    with Pool(limit) as pool:
        values = dict(zip(items, pool.map(partial(attempt, task), items)))
    results = {item: value for item, value in values.items() if value is not None}
    errors = {item: value for item, value in values.items() if value is None}
    return results, errors
