# fails: test_exceptions_come_with_their_items (errors as None)
# breaks: "the exception itself, not its text"
from functools import partial
from multiprocessing import Pool


def attempt(task, item):
    try:
        return task(item)
    except Exception:
        return None


def gather(task, items, limit):
    with Pool(limit) as pool:
        return dict(zip(items, pool.map(partial(attempt, task), items))), {}
