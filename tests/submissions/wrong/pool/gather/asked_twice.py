# fails: test_limit_is_kept_and_made_use_of (items done twice)
# breaks: "Every item is worked on once, in a worker process"
# Runs the task a second time to learn what went wrong.
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        pending = {item: pool.apply_async(task, (item,)) for item in items}
        for item, result in pending.items():
            result.wait()
            if result.successful():
                results[item] = result.get()
            else:
                try:
                    pool.apply(task, (item,))
                except Exception as error:
                    errors[item] = error
    return results, errors
