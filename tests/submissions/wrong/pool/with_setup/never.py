# fails: test_setup_once_in_every_worker (no setup)
# also fails: test_setup_also_in_a_worker_without_items
# also fails: test_setup_comes_before_the_first_task
# breaks: "have called `setup()` before their first task"
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit) as pool:
        return pool.map(task, items)
