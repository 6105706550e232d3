# fails: test_never_more_than_limit_at_once (limit ignored)
# also fails: test_items_and_results_may_be_anything
# breaks: "At most `limit` tasks run at the same time"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(len(items)) as pool:
        return pool.map(task, items, chunksize=1)
