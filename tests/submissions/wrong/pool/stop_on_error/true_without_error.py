# fails: test_none_if_there_is_no_error (not None)
# breaks: "`first_error_stops` returns None"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        for _ in pool.imap_unordered(task, items):
            pass
    return True
