# fails: test_every_item_is_in_one_of_the_two (the first error ends it)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# breaks: "Every item is in exactly one of the two dicts"
# A try around the whole map: one error, and all results are gone.
from multiprocessing import Pool


def gather(task, items, limit):
    try:
        with Pool(limit) as pool:
            return dict(zip(items, pool.map(task, items))), {}
    except Exception as error:
        return {}, {items[0]: error}
