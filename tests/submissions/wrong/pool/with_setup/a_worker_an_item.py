# fails: test_no_extra_workers (extra workers)
# breaks: "There are at most `limit` workers in all"
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit, initializer=setup, maxtasksperchild=1) as pool:
        return pool.map(task, items, chunksize=1)
