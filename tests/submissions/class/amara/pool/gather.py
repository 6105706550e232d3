# spawn; wait first, then ask each result whether it was successful; prints for debugging
from multiprocessing import get_context


def gather(task, items, limit):
    pool = get_context("spawn").Pool(limit)
    pending = [(item, pool.apply_async(task, [item])) for item in items]
    pool.close()
    pool.join()
    results, errors = {}, {}
    for item, result in pending:
        if result.successful():
            results[item] = result.get()
        else:
            try:
                result.get()
            except Exception as error:
                print("failed:", item, error)
                errors[item] = error
    return results, errors
