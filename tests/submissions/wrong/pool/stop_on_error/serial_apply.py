# fails: test_the_error_is_raised_at_once (serial)
# also fails: test_limit_is_kept_and_made_use_of
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        for item in items:
            pool.apply(task, (item,))
