# callbacks from the pool's thread to a queue; terminate and join in a finally; spawn
import multiprocessing
import queue


def first_error_stops(task, items, limit):
    outcomes = queue.SimpleQueue()
    pool = multiprocessing.get_context("spawn").Pool(limit)
    try:
        for item in items:
            pool.apply_async(task, (item,), callback=lambda _: outcomes.put(None), error_callback=outcomes.put)
        for number in range(len(items)):
            error = outcomes.get()
            print("outcome", number, error)
            if error is not None:
                raise error
    finally:
        pool.terminate()
        pool.join()
