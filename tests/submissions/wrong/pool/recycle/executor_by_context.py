# fails: test_each_item_runs_once_in_a_worker_of_a_pool (not a Pool)
# breaks: "for every item in a `multiprocessing.Pool`"
import concurrent.futures as futures


def recycle(task, items, limit, per_worker):
    results = []
    for start in range(0, len(items), per_worker * limit):
        with futures.ProcessPoolExecutor(limit) as executor:
            results += executor.map(task, items[start : start + per_worker * limit], chunksize=per_worker)
    return results
