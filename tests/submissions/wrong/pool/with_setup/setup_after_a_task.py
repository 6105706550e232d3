# fails: test_setup_also_in_a_worker_without_items (setup waits for a task)
# also fails: test_setup_comes_before_the_first_task
# breaks: "have called `setup()` before their first task"
# The first task of each worker goes first.
from functools import partial
from multiprocessing import Pool

ready = False


def run(setup, task, item):
    global ready
    result = task(item)
    if not ready:
        setup()
        ready = True
    return result


def with_setup(task, items, limit, setup):
    with Pool(limit) as pool:
        return pool.map(partial(run, setup, task), items, chunksize=1)
