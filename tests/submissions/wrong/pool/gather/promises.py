# fails: test_results_come_with_their_items (promises in place of results)
# also fails: test_exceptions_come_with_their_items
# breaks: "maps an item to what `task` returned for it"
from multiprocessing import Pool


def gather(task, items, limit):
    pool = Pool(limit)
    results = {item: pool.apply_async(task, (item,)) for item in items}
    pool.close()
    pool.join()
    return results, {}
