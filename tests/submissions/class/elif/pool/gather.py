# imap: next raises one item's error and goes on with the one after it; forkserver
import multiprocessing


def gather(task, items, limit):
    results, errors = {}, {}
    with multiprocessing.get_context("forkserver").Pool(limit) as pool:
        values = pool.imap(task, items)
        for item in items:
            try:
                results[item] = next(values)
            except Exception as error:
                errors[item] = error
    return results, errors
