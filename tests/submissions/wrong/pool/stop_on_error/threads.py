# fails: test_the_first_error_is_raised (threads)
# also fails: test_none_if_there_is_no_error
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "threads in place of processes"
from multiprocessing.pool import ThreadPool


def first_error_stops(task, items, limit):
    with ThreadPool(limit) as pool:
        for _ in pool.imap_unordered(task, items):
            pass
