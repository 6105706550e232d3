# fails: test_every_item_has_its_own_process (one process for several items)
# breaks: "No process calls `func` for two items"

from multiprocessing import Pool


def collect(func, items):
    with Pool(2) as pool:
        return pool.map(func, items)
