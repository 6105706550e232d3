# fails: test_every_item_is_in_one_of_the_two (swallowed)
# also fails: test_exceptions_come_with_their_items
# breaks: "Every item is in exactly one of the two dicts"
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        pending = {item: pool.apply_async(task, (item,)) for item in items}
        for item, result in pending.items():
            try:
                results[item] = result.get()
            except Exception:
                pass
    return results, errors
