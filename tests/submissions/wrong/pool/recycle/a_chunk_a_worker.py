# fails: test_limit_is_kept_and_made_use_of (serial)
# breaks: "and where there are enough items, as many do"
# one chunk is one task to a Pool: a worker a chunk, of as many items as a worker may do
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=1) as pool:
        return pool.map(task, items, chunksize=per_worker)
