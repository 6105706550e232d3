# A pool whose workers do one task each.
from multiprocessing import Pool


def collect(func, items):
    with Pool(max(1, len(items)), maxtasksperchild=1) as pool:
        values = pool.map(func, items, chunksize=1)
        pool.close()
        pool.join()
    return values
