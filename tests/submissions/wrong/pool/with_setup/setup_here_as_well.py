# fails: test_setup_once_in_every_worker (in the parent)
# also fails: test_setup_also_in_a_worker_without_items
# also fails: test_setup_comes_before_the_first_task
# breaks: "never called in the process that called"
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit, initializer=setup) as pool:
        setup()
        return pool.map(task, items, chunksize=1)
