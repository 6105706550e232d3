# one AsyncResult an item, asked in order
import multiprocessing


def run_limited(task, items, limit):
    with multiprocessing.Pool(processes=limit) as pool:
        handed_over = [pool.apply_async(task, (item,)) for item in items]
        return [result.get() for result in handed_over]
