# fails: test_the_first_error_is_raised (stopped without an error)
# also fails: test_none_if_there_is_no_error
# breaks: "every item is worked on once and to its end"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        next(pool.imap_unordered(task, items))
