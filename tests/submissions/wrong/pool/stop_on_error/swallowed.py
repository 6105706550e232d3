# fails: test_the_first_error_is_raised (swallowed)
# breaks: "stop all and raise its error"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    pool = Pool(limit)
    for item in items:
        pool.apply_async(task, (item,))
    pool.close()
    pool.join()
