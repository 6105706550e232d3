# callbacks put results into a thread's queue; terminate and join in a finally; spawn
import multiprocessing
import queue


def as_done(task, items, limit):
    done = queue.SimpleQueue()
    pool = multiprocessing.get_context("spawn").Pool(limit)
    try:
        for item in items:
            pool.apply_async(task, (item,), callback=done.put)
        for _ in items:
            result = done.get()
            print("a result:", result)
            yield result
    finally:
        pool.terminate()
        pool.join()
