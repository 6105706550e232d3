# the worker catches the exception and sends it as a value; then a plain map will do
from functools import partial
from multiprocessing import Pool


def attempt(task, item):
    try:
        return task(item), None
    except Exception as error:
        return None, error


def gather(task, items, limit):
    with Pool(limit) as pool:
        outcomes = list(zip(items, pool.map(partial(attempt, task), items)))
    results = {item: value for item, (value, error) in outcomes if error is None}
    errors = {item: error for item, (_, error) in outcomes if error is not None}
    return results, errors
