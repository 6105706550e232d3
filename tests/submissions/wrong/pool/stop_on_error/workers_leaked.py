# fails: test_the_error_is_raised_at_once (begun after the error)
# also fails: test_no_worker_survives_the_error
# breaks: "The other tasks are stopped"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    pool = Pool(limit)
    for _ in pool.imap_unordered(task, items):
        pass
    pool.close()
    pool.join()
