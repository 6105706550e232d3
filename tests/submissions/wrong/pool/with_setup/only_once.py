# fails: test_setup_once_in_every_worker (no setup)
# also fails: test_setup_also_in_a_worker_without_items
# also fails: test_setup_comes_before_the_first_task
# breaks: "have called `setup()` before their first task"
# A setup for the first call's workers only.
from multiprocessing import Pool

done = []


def with_setup(task, items, limit, setup):
    initializer = None if done else setup
    done.append(True)
    with Pool(limit, initializer=initializer) as pool:
        return pool.map(task, items, chunksize=1)
