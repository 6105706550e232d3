# fails: test_results_come_in_order_of_the_items (order of completion)
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit, initializer=setup) as pool:
        return list(pool.imap_unordered(task, items))
