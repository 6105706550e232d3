# fails: test_values_come_back_in_order (an exception)
# breaks: "For no items, the result"

from multiprocessing import Pool


def collect(func, items):
    with Pool(len(items), maxtasksperchild=1) as pool:
        values = pool.map(func, items, chunksize=1)
        pool.close()
        pool.join()
    return values
