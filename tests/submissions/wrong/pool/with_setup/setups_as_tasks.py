# fails: test_setup_once_in_every_worker (set up twice)
# also fails: test_setup_comes_before_the_first_task
# breaks: "Each of them calls `setup()` exactly once"
# As many setups as workers, handed over as tasks: a quick worker takes two of them, another none.
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    pool = Pool(limit)
    for ready in [pool.apply_async(setup) for _ in range(limit)]:
        ready.wait()
    results = pool.map(task, items, chunksize=1)
    pool.close()
    pool.join()
    return results
