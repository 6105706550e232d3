# the worker sends the exception as a value; the parent breaks out of the loop and raises it after the pool is gone
from functools import partial
from multiprocessing import Pool


def attempt(task, item):
    try:
        task(item)
    except Exception as error:
        return error


def first_error_stops(task, items, limit):
    found = None
    pool = Pool(limit)
    for error in pool.imap_unordered(partial(attempt, task), items):
        if error is not None:
            found = error
            break
    pool.terminate()
    pool.join()
    if found is not None:
        raise found
