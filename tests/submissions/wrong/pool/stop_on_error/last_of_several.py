# fails: test_the_first_error_is_raised (another error)
# breaks: "an exception of the same type with the same arguments"
# Waits for what the others say for five more seconds, and raises the error of the first item that has one.
import time
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait
from multiprocessing import active_children


def first_error_stops(task, items, limit):
    executor = ProcessPoolExecutor(limit)
    futures = [executor.submit(task, item) for item in items]
    wait(futures, return_when=FIRST_EXCEPTION)
    if any(future.done() and future.exception() for future in futures):
        time.sleep(10)
        for worker in active_children():
            worker.terminate()
    executor.shutdown(cancel_futures=True)
    for future in futures:
        if not future.cancelled() and future.exception():
            raise future.exception()
