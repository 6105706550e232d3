# fails: test_results_come_in_order_of_the_items (equal items merged)
# breaks: "equal items as often as they are there"
from multiprocessing import Pool


def with_setup(task, items, limit, setup):
    different = [item for n, item in enumerate(items) if item not in items[:n]]
    with Pool(limit, initializer=setup) as pool:
        values = pool.map(task, different, chunksize=1)
    return [values[different.index(item)] for item in items]
