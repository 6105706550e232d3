# fails: test_setup_once_in_every_worker (set up twice)
# also fails: test_setup_also_in_a_worker_without_items
# breaks: "Each of them calls `setup()` exactly once"
from multiprocessing import Pool


def prepare(setup):
    setup()
    setup()


def with_setup(task, items, limit, setup):
    with Pool(limit, initializer=prepare, initargs=(setup,)) as pool:
        return pool.map(task, items, chunksize=1)
