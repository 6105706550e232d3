# fails: test_no_extra_workers (serial)
# breaks: "one task after the other"
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit, initializer=setup) as pool:
        return [pool.apply(task, (item,)) for item in items]
