# concurrent.futures: futures know their exception
from concurrent.futures import ProcessPoolExecutor, as_completed


def gather(task, items, limit):
    results, errors = {}, {}
    with ProcessPoolExecutor(max_workers=limit) as executor:
        item_of = {executor.submit(task, item): item for item in items}
        for future in as_completed(item_of):
            error = future.exception()
            if error is None:
                results[item_of[future]] = future.result()
            else:
                errors[item_of[future]] = error
    return results, errors
