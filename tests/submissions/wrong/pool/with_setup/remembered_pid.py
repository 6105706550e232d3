# fails: test_setup_also_in_a_worker_without_items (setup waits for a task)
# breaks: "also a worker that then gets no item"
# Sets up when it meets its PID for the first time, so not before a task comes.
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial

known = set()


def run(setup, task, item):
    if os.getpid() not in known:
        setup()
        known.add(os.getpid())
    return task(item)


def with_setup(task, items, limit, setup):
    from multiprocessing import Pool

    with Pool(limit) as pool:
        return list(pool.imap(partial(run, setup, task), items))
