# fails: test_items_and_results_may_be_anything (an exception)
# breaks: "is empty if there are no items"
# Not more workers than items: of no items that makes Pool(0).
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(min(limit, len(items))) as pool:
        return pool.map(task, items, chunksize=1)
