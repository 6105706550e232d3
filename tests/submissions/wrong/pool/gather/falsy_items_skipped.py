# fails: test_every_item_is_in_one_of_the_two (items missing)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "Every item is in exactly one of the two dicts"
# Leaves out items that are None, 0 or empty.
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        promises = {item: pool.apply_async(task, (item,)) for item in items if item}
        for item, promise in promises.items():
            try:
                results[item] = promise.get()
            except Exception as error:
                errors[item] = error
    return results, errors
