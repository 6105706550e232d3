# fails: test_results_come_in_order_of_the_items (not a list)
# breaks: "return the results as a list"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        return tuple(pool.map(task, items, chunksize=1))
