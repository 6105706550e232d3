# fails: test_nothing_is_left_after_an_early_close (workers leaked)
# breaks: "all have ended and have been joined"
from concurrent.futures import ProcessPoolExecutor, as_completed


def as_done(task, items, limit):
    executor = ProcessPoolExecutor(limit)
    try:
        for future in as_completed([executor.submit(task, item) for item in items]):
            yield future.result()
    except GeneratorExit:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()
