# fails: test_every_item_is_in_one_of_the_two (kept from an earlier call)
# breaks: "Every item is in exactly one of the two dicts"
# One pair of dicts for all calls.
from multiprocessing import Pool

results, errors = {}, {}


def gather(task, items, limit):
    with Pool(limit) as pool:
        for item, promise in [(item, pool.apply_async(task, (item,))) for item in items]:
            try:
                results[item] = promise.get()
            except Exception as error:
                errors[item] = error
    return results, errors
