from multiprocessing.pool import ThreadPool


def as_done(task, items, limit):
    with ThreadPool(limit) as pool:
        yield from pool.imap_unordered(task, items)
