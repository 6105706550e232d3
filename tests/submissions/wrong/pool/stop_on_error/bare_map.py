# fails: test_the_error_is_raised_at_once (waits for the other tasks)
# breaks: "raises its exception at once, within a second"
# map raises, but only when every item is done.
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        pool.map(task, items, chunksize=1)
