# fails: test_results_come_in_order_of_the_items (not a list)
# breaks: "Returns the results as a list"
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit, initializer=setup) as pool:
        return tuple(pool.map(task, items, chunksize=1))
