# fails: test_the_error_is_raised_at_once (begun after the error)
# also fails: test_no_worker_survives_the_error
# also fails: test_none_if_there_is_no_error
# breaks: "all have ended and have been joined"
from multiprocessing import Pool

pools = []


def first_error_stops(task, items, limit):
    pool = Pool(limit)
    pools.append(pool)
    try:
        for _ in pool.imap_unordered(task, items):
            pass
    finally:
        pool.close()
