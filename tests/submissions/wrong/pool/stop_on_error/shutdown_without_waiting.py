# fails: test_no_worker_survives_the_error (workers leaked)
from concurrent.futures import ProcessPoolExecutor, as_completed


def first_error_stops(task, items, limit):
    executor = ProcessPoolExecutor(limit)
    try:
        for future in as_completed([executor.submit(task, item) for item in items]):
            future.result()
    except Exception:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()
