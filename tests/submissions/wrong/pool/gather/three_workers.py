# fails: test_limit_is_kept_and_made_use_of (limit not used)
# breaks: "At most `limit` tasks run at the same time"
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(3) as pool:
        pending = {item: pool.apply_async(task, (item,)) for item in items}
        for item, result in pending.items():
            try:
                results[item] = result.get()
            except Exception as error:
                errors[item] = error
    return results, errors
