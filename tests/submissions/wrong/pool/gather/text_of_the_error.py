# fails: test_exceptions_come_with_their_items (text in place of the exception)
# breaks: "the exception itself, not its text"
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        pending = {item: pool.apply_async(task, (item,)) for item in items}
        for item, result in pending.items():
            try:
                results[item] = result.get()
            except Exception as error:
                errors[item] = repr(error)
    return results, errors
