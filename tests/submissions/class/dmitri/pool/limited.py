# results arrive as they complete, each with its place
from functools import partial
from multiprocessing import Pool


def with_place(task, pair):
    place, item = pair
    return place, task(item)


def run_limited(task, items, limit):
    results = [None] * len(items)
    with Pool(min(limit, len(items)) or 1) as pool:
        for place, result in pool.imap_unordered(partial(with_place, task), enumerate(items)):
            results[place] = result
    return results
