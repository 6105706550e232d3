# fails: test_workers_are_replaced_when_they_have_done_their_share (a worker per task)
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "At most `limit` tasks run at the same time"
# Limit and share of a worker swapped, and one more for good luck.
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(per_worker + 1, maxtasksperchild=1) as pool:
        return pool.map(task, items, chunksize=1)
