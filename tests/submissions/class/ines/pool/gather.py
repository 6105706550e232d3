from multiprocessing import Pool


def gather(task, items, limit):
    results, errors = {}, {}
    with Pool(limit) as pool:
        pending = {item: pool.apply_async(task, (item,)) for item in items}
        for item, result in pending.items():
            try:
                value = result.get()
            except Exception as error:
                errors[item] = error
            else:
                if value:
                    results[item] = value
    return results, errors
