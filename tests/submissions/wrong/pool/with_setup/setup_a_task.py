# fails: test_setup_once_in_every_worker (a setup per task)
# also fails: test_setup_also_in_a_worker_without_items
# breaks: "Each of them calls `setup()` exactly once"
from functools import partial
from multiprocessing import Pool


def set_up_and_run(setup, task, item):
    setup()
    return task(item)


def with_setup(task, items, limit, setup):
    with Pool(limit) as pool:
        return pool.map(partial(set_up_and_run, setup, task), items)
