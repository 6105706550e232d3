# fails: test_every_item_has_its_own_process (one process for several items)
# breaks: "No process calls `func` for two items"
from multiprocessing import Pool


def collect(func, items):
    if not items:
        return []
    with Pool(4, maxtasksperchild=1) as pool:
        try:
            return pool.map(func, items)
        finally:
            pool.close()
            pool.join()
