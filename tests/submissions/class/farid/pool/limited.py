from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        return tuple(pool.map(task, items, chunksize=1))
