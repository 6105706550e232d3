# Hands the setup to the pool as a task: one worker gets it.
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit) as pool:
        pool.apply(setup)
        return pool.map(task, items)
