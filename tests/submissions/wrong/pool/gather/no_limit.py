# fails: test_limit_is_kept_and_made_use_of (limit ignored)
# breaks: "At most `limit` tasks run at the same time"
from concurrent.futures import ProcessPoolExecutor


def gather(task, items, limit):
    results, errors = {}, {}
    with ProcessPoolExecutor(max(1, len(items))) as executor:
        for item, future in [(item, executor.submit(task, item)) for item in items]:
            error = future.exception()
            if error is None:
                results[item] = future.result()
            else:
                errors[item] = error
    return results, errors
