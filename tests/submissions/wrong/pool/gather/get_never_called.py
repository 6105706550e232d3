# fails: test_every_item_is_in_one_of_the_two (swallowed)
# also fails: test_exceptions_come_with_their_items
# breaks: "Every item is in exactly one of the two dicts"
from functools import partial
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    pool = Pool(limit)
    for item in items:
        pool.apply_async(task, (item,), callback=partial(results.__setitem__, item))
    pool.close()
    pool.join()
    return results, errors
