# fails: test_setup_also_in_a_worker_without_items (setup waits for a task)
# breaks: "also a worker that then gets no item"
# A flag in every worker's own memory: set up at the first task, if there ever is one.
from functools import partial
from multiprocessing import Pool

ready = False


def run(setup, task, item):
    global ready
    if not ready:
        setup()
        ready = True
    return task(item)


def with_setup(task, items, limit, setup):
    with Pool(limit) as pool:
        return pool.map(partial(run, setup, task), items)
