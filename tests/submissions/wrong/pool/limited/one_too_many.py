# fails: test_never_more_than_limit_at_once (limit ignored)
# breaks: "At most `limit` tasks run at the same time"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit + 1) as pool:
        return pool.map(task, items, chunksize=1)
