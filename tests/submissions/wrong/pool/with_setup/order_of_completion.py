# fails: test_results_come_in_order_of_the_items (order of completion)
# breaks: "Returns the results as a list, in order of the items"
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit, initializer=setup) as pool:
        return list(pool.imap_unordered(task, items))
