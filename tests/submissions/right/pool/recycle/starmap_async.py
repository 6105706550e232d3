# starmap_async, one tuple per chunk; terminated in a finally
import multiprocessing.pool


def recycle(task, items, limit, per_worker):
    pool = multiprocessing.pool.Pool(limit, maxtasksperchild=per_worker)
    try:
        return pool.starmap_async(task, [(item,) for item in items], 1).get()
    finally:
        pool.terminate()
        pool.join()
