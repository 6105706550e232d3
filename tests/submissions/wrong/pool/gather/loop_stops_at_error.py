# fails: test_every_item_is_in_one_of_the_two (the first error ends it)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# breaks: "all the others run to their end"
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        pending = {item: pool.apply_async(task, (item,)) for item in items}
        try:
            for item, result in pending.items():
                results[item] = result.get()
        except Exception as error:
            errors[item] = error
    return results, errors
