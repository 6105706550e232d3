# fails: test_nothing_is_left_after_an_early_close (an exception)
# breaks: "closing one leaves the other alone"
# Ends every child of the program, also those of another iterator.
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed


def as_done(task, items, limit):
    executor = ProcessPoolExecutor(limit)
    try:
        for future in as_completed([executor.submit(task, item) for item in items]):
            yield future.result()
    finally:
        for child in multiprocessing.active_children():
            child.terminate()
        executor.shutdown(cancel_futures=True)
