# concurrent.futures: wait for the first exception, then terminate what it runs
import multiprocessing
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait


def first_error_stops(task, items, limit):
    executor = ProcessPoolExecutor(limit)
    futures = [executor.submit(task, item) for item in items]
    done, rest = wait(futures, return_when=FIRST_EXCEPTION)
    error = next((future.exception() for future in done if future.exception()), None)
    if error:
        for worker in multiprocessing.active_children():
            worker.terminate()
    executor.shutdown(wait=True, cancel_futures=True)
    if error:
        raise error
