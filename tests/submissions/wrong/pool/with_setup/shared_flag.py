# fails: test_setup_once_in_every_worker (a worker without setup)
# also fails: test_setup_also_in_a_worker_without_items
# also fails: test_setup_comes_before_the_first_task
# breaks: "Each of them calls `setup()` exactly once"
# One flag for all: only the first worker sets up.
from multiprocessing import Pool, Value


def prepare(setup, ready):
    with ready.get_lock():
        if not ready.value:
            ready.value = 1
            setup()


def with_setup(task, items, limit, setup):
    ready = Value("i", 0)
    with Pool(limit, initializer=prepare, initargs=(setup, ready)) as pool:
        return pool.map(task, items)
