# fails: test_every_item_is_in_one_of_the_two (falsy values dropped)
# also fails: test_results_come_with_their_items
# breaks: "also where that is None, 0, empty"
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        pending = {item: pool.apply_async(task, (item,)) for item in items}
        for item, result in pending.items():
            try:
                value = result.get()
            except Exception as error:
                errors[item] = error
            else:
                if value:
                    results[item] = value
    return results, errors
