# fails: test_workers_are_replaced_when_they_have_done_their_share (a worker per task)
# breaks: "takes its place; not before"
# Never more than allowed, but a new process for every task.
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=1) as pool:
        return pool.map(task, items, chunksize=1)
