# fails: test_the_first_error_is_raised (another error)
# also fails: test_none_if_there_is_no_error
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "an exception of the same type with the same arguments"
# Waits for each result for so long, and takes a slow one for a failed one.
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        for result in [pool.apply_async(task, (item,)) for item in items]:
            result.get(timeout=10)
