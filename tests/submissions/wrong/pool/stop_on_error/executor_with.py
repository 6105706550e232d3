# fails: test_the_error_is_raised_at_once (waits for the other tasks)
# breaks: "raises its exception at once, within a second"
# Leaving the with block of an executor waits for all that runs.
from concurrent.futures import ProcessPoolExecutor, as_completed


def first_error_stops(task, items, limit):
    with ProcessPoolExecutor(limit) as executor:
        for future in as_completed([executor.submit(task, item) for item in items]):
            future.result()
