# concurrent.futures; an early close cancels what has not begun and waits for what runs
from concurrent.futures import ProcessPoolExecutor, as_completed


def as_done(task, items, limit):
    executor = ProcessPoolExecutor(limit)
    try:
        for future in as_completed([executor.submit(task, item) for item in items]):
            yield future.result()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
