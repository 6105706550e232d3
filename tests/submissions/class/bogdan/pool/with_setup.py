# spawn; initializer as second argument; asked in order; prints for debugging
import multiprocessing


def with_setup(task, items, limit, setup):
    pool = multiprocessing.get_context("spawn").Pool(limit, setup)
    try:
        pending = [pool.apply_async(task, (item,)) for item in items]
        print(len(pending), "pending")
        return [result.get() for result in pending]
    finally:
        pool.close()
        pool.join()
