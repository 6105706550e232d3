# fails: test_results_come_in_order_of_the_items (promises in place of results)
# also fails: test_items_and_results_may_be_anything
# breaks: "return the results as a list"
from multiprocessing import Pool


def run_limited(task, items, limit):
    pool = Pool(limit)
    results = [pool.apply_async(task, (item,)) for item in items]
    pool.close()
    pool.join()
    return results
