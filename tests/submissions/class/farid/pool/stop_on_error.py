# looks four times a second; forkserver
import time
from multiprocessing import get_context


def first_error_stops(task, items, limit):
    with get_context("forkserver").Pool(limit) as pool:
        running = [pool.apply_async(task, (item,)) for item in items]
        while running:
            for result in [result for result in running if result.ready()]:
                result.get()
                running.remove(result)
            time.sleep(0.25)
