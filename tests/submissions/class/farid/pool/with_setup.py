from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit, initializer=setup) as pool:
        return [pool.apply(task, (item,)) for item in items]
