# looks four times a second whether a result is ready
import time
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        waiting = [pool.apply_async(task, (item,)) for item in items]
        while waiting:
            ready = [result for result in waiting if result.ready()]
            for result in ready:
                waiting.remove(result)
                yield result.get()
            time.sleep(0.25)
