# fails: test_limit_is_kept_and_made_use_of (limit ignored)
# breaks: "At most `limit` tasks run at the same time"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(len(items)) as pool:
        for _ in pool.imap_unordered(task, items):
            pass
