# callbacks put the results at their places
from functools import partial
from multiprocessing import get_context


def recycle(task, items, limit, per_worker):
    results = [None] * len(items)
    pool = get_context().Pool(min(limit, len(items)), maxtasksperchild=per_worker)
    for place, item in enumerate(items):
        pool.apply_async(task, (item,), callback=partial(results.__setitem__, place))
    pool.close()
    pool.join()
    return results
