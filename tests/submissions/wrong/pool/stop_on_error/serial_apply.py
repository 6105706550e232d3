# fails: test_limit_is_kept_and_made_use_of (serial)
# breaks: "where there are enough items, as many do"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        for item in items:
            pool.apply(task, (item,))
