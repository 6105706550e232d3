# fails: test_every_item_is_in_one_of_the_two (in both dicts)
# breaks: "in exactly one of the two dicts"
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        pending = {item: pool.apply_async(task, (item,)) for item in items}
        for item, result in pending.items():
            results[item] = None
            try:
                results[item] = result.get()
            except Exception as error:
                errors[item] = error
    return results, errors
