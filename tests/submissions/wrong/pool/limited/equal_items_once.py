# fails: test_items_and_results_may_be_anything (equal items merged)
# breaks: "equal items as often as they are there"
# One promise per different item: equal items share it.
from multiprocessing import Pool


def run_limited(task, items, limit):
    promises = {}
    with Pool(limit) as pool:
        for item in items:
            if repr(item) not in promises:
                promises[repr(item)] = pool.apply_async(task, (item,))
        return [promises[repr(item)].get() for item in items]
