# fails: test_the_error_is_raised_at_once (waits for the other tasks)
# breaks: "what has not begun by then is never begun"
# Lets what is queued begin before it raises.
from concurrent.futures import ProcessPoolExecutor, as_completed


def first_error_stops(task, items, limit):
    with ProcessPoolExecutor(limit) as executor:
        found = None
        for future in as_completed([executor.submit(task, item) for item in items]):
            found = found or future.exception()
    if found:
        raise found
