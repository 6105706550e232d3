# fails: test_none_if_there_is_no_error (an error out of nothing)
# breaks: "`first_error_stops` returns None"
# An exception that a task returns is raised.
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        for value in pool.imap_unordered(task, items):
            if isinstance(value, Exception):
                raise value
