# fails: test_results_come_in_order_of_the_items (not a list)
# breaks: "Returns the results as a list"
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=per_worker) as pool:
        return iter(pool.map(task, items, chunksize=1))
