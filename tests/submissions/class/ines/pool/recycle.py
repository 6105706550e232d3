# results as they complete, each with its place; forkserver
from functools import partial
from multiprocessing import get_context


def placed(task, pair):
    place, item = pair
    return place, task(item)


def recycle(task, items, limit, per_worker):
    with get_context("forkserver").Pool(limit, maxtasksperchild=per_worker) as pool:
        found = dict(pool.imap_unordered(partial(placed, task), enumerate(items)))
    return [found[place] for place in range(len(items))]
