# fails: test_results_come_in_order_of_the_items (get never called)
from multiprocessing import Pool


def run_limited(task, items, limit):
    pool = Pool(limit)
    results = [pool.apply_async(task, (item,)) for item in items]
    pool.close()
    pool.join()
    return results
