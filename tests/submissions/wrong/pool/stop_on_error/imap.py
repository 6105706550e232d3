# fails: test_the_error_is_raised_at_once (heard of the error late)
# breaks: "raises its exception at once, within a second"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        for _ in pool.imap(task, items):
            pass
