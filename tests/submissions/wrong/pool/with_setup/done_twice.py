# fails: test_results_come_in_order_of_the_items (items done twice)
# breaks: "Every item is worked on once"
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    with Pool(limit, initializer=setup) as pool:
        pool.map(task, items, chunksize=1)
        return pool.map(task, items, chunksize=1)
