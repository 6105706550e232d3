# imap deals out single items; spawn; closed and joined; prints for debugging
from multiprocessing import get_context


def recycle(task, items, limit, per_worker):
    pool = get_context("spawn").Pool(limit, None, (), per_worker)
    try:
        results = list(pool.imap(task, items))
        print("results:", results)
    finally:
        pool.close()
        pool.join()
    return results
