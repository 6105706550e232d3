# fails: test_limit_is_kept_and_made_use_of (limit ignored)
# breaks: "At most `limit` tasks run at the same time"
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(len(items) or 1) as pool:
        yield from pool.imap_unordered(task, items)
