# fails: test_no_worker_survives_the_error (workers leaked)
# also fails: test_none_if_there_is_no_error
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
