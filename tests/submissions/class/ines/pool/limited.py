# imap, spawn start method, prints for debugging
import multiprocessing


def run_limited(task, items, limit):
    context = multiprocessing.get_context("spawn")
    results = []
    with context.Pool(limit) as pool:
        for result in pool.imap(task, items):
            print("next result:", result)
            results.append(result)
        pool.close()
        pool.join()
    return results
