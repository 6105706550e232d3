# fails: test_limit_is_kept_and_made_use_of (serial)
# breaks: "and where there are enough items, as many do"
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(1, maxtasksperchild=per_worker) as pool:
        return pool.map(task, items, chunksize=1)
