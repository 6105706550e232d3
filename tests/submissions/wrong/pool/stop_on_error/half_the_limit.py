# fails: test_limit_is_kept_and_made_use_of (limit not used)
# breaks: "where there are enough items, as many do"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(max(1, limit - 1)) as pool:
        for _ in pool.imap_unordered(task, items):
            pass
