# fails: test_every_item_is_in_one_of_the_two (items missing)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# breaks: "A task that raises stops nothing else"
# The first error terminates the pool, and every item that is not done by then counts as failed with it.
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait


def gather(task, items, limit):
    with ProcessPoolExecutor(limit) as executor:
        futures = {item: executor.submit(task, item) for item in items}
        wait(futures.values(), return_when=FIRST_EXCEPTION)
        for future in futures.values():
            future.cancel()
    done = {item: future for item, future in futures.items() if not future.cancelled()}
    errors = {item: future.exception() for item, future in done.items() if future.exception()}
    return {item: future.result() for item, future in done.items() if item not in errors}, errors
