# fails: test_results_come_as_they_complete (results late)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "Each comes at once, within a second"
import time
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        waiting = [pool.apply_async(task, (item,)) for item in items]
        while waiting:
            for result in [result for result in waiting if result.ready()]:
                waiting.remove(result)
                yield result.get()
            time.sleep(5)
