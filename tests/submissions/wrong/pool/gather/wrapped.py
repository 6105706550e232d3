# fails: test_exceptions_come_with_their_items (another error)
# breaks: "to the exception that `task` raised for it"
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        for item, promise in [(item, pool.apply_async(task, (item,))) for item in items]:
            try:
                results[item] = promise.get()
            except Exception as error:
                errors[item] = RuntimeError(error)
    return results, errors
