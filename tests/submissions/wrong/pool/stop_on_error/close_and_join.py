# fails: test_the_error_is_raised_at_once (waits for the other tasks)
# breaks: "raises its exception at once, within a second"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    pool = Pool(limit)
    results = [pool.apply_async(task, (item,)) for item in items]
    pool.close()
    pool.join()
    for result in results:
        result.get()
