# fails: test_limit_is_kept_and_made_use_of (serial)
# breaks: "`limit` tasks do run at once"
from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        for item in items:
            try:
                results[item] = pool.apply(task, (item,))
            except Exception as error:
                errors[item] = error
    return results, errors
