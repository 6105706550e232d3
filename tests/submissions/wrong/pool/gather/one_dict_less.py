# fails: test_every_item_is_in_one_of_the_two (not two dicts)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# breaks: "return what became of each"
# Only the errors come back.
from multiprocessing import Pool


def gather(task, items, limit):
    errors = {}
    with Pool(limit) as pool:
        for item, promise in [(item, pool.apply_async(task, (item,))) for item in items]:
            try:
                promise.get()
            except Exception as error:
                errors[item] = error
    return errors
