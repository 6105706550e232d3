# fails: test_setup_once_in_every_worker (set up twice)
# also fails: test_setup_comes_before_the_first_task
# also fails: test_setup_also_in_a_worker_without_items
# breaks: "Each of them calls `setup()` exactly once"
# As many setups as workers, handed over as tasks: here one worker takes them all, and the others begin without.
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    pool = Pool(limit)
    pool.starmap(setup, [()] * limit, chunksize=limit)
    results = pool.map(task, items, chunksize=1)
    pool.close()
    pool.join()
    return results
