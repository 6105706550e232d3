# fails: test_setup_once_in_every_worker (a global flag)
# also fails: test_setup_comes_before_the_first_task
# also fails: test_setup_also_in_a_worker_without_items
# Hands the setup to the pool as a task: one worker gets it.
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit) as pool:
        pool.apply(setup)
        return pool.map(task, items)
