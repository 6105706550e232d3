# fails: test_workers_are_replaced_when_they_have_done_their_share (replaced too early)
# breaks: "takes its place; not before"
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=max(1, per_worker - 1)) as pool:
        return pool.map(task, items, chunksize=1)
