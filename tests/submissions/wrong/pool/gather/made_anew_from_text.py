# fails: test_exceptions_come_with_their_items (other arguments)
# breaks: "to the exception that `task` raised for it"
# The same class, but made anew from the text: what else was in it is lost.
from concurrent.futures import ProcessPoolExecutor


def gather(task, items, limit):
    results, errors = {}, {}
    with ProcessPoolExecutor(limit) as executor:
        futures = {item: executor.submit(task, item) for item in items}
        for item, future in futures.items():
            error = future.exception()
            if error is None:
                results[item] = future.result()
            else:
                errors[item] = type(error)(str(error))
    return results, errors
