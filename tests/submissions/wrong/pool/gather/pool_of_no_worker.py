# fails: test_every_item_is_in_one_of_the_two (an exception)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# breaks: "return what became of each"
# Of no items that makes Pool(0).
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(min(limit, len(items))) as pool:
        for item, promise in [(item, pool.apply_async(task, (item,))) for item in items]:
            try:
                results[item] = promise.get()
            except Exception as error:
                errors[item] = error
    return results, errors
