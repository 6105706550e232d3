# fails: test_every_item_is_in_one_of_the_two (not two dicts)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# breaks: "return what became of each"
from functools import partial
from multiprocessing import Pool


def attempt(task, item):
    try:
        return item, task(item)
    except Exception as error:
        return item, error


def gather(task, items, limit):
    with Pool(limit) as pool:
        return pool.map(partial(attempt, task), items, chunksize=1)
