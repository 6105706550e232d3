# fails: test_setup_once_in_every_worker (setup a task)
# also fails: test_setup_also_in_a_worker_without_items
from functools import partial
from multiprocessing import Pool


def set_up_and_run(setup, task, item):
    setup()
    return task(item)


def with_setup(task, items, limit, setup):
    with Pool(limit) as pool:
        return pool.map(partial(set_up_and_run, setup, task), items)
