# fails: test_none_if_there_is_no_error (stopped without an error)
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        next(pool.imap_unordered(task, items))
