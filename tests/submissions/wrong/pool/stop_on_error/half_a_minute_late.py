# fails: test_the_error_is_raised_at_once (heard of the error late)
# breaks: "raises its exception at once, within a second"
# Looks twice a minute.
import time
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        running = [pool.apply_async(task, (item,)) for item in items]
        while running:
            for result in [result for result in running if result.ready()]:
                result.get()
                running.remove(result)
            time.sleep(30)
