# starmap_async with a chunksize, forkserver start method
from multiprocessing import get_context


def run_limited(task, items, limit):
    pool = get_context("forkserver").Pool(limit)
    try:
        return pool.starmap_async(task, [(item,) for item in items], chunksize=1).get()
    finally:
        pool.terminate()
        pool.join()
