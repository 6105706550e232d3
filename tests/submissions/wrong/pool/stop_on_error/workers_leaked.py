# fails: test_no_worker_survives_the_error (workers leaked)
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    pool = Pool(limit)
    for _ in pool.imap_unordered(task, items):
        pass
    pool.close()
    pool.join()
