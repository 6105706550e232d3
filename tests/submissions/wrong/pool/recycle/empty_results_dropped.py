# fails: test_results_come_in_order_of_the_items (falsy values dropped)
# breaks: "Returns the results as a list"
from multiprocessing import Pool


def recycle(task, items, limit, per_worker):
    with Pool(limit, maxtasksperchild=per_worker) as pool:
        return [result for result in pool.imap(task, items) if result is not None and result != []]
