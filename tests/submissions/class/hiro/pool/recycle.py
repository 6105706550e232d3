# apply_async has no chunks; asked in order
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(processes=limit, maxtasksperchild=per_worker) as pool:
        promises = [pool.apply_async(task, (item,)) for item in items]
        return [promise.get() for promise in promises]
