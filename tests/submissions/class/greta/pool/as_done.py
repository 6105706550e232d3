from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        yield from pool.imap(task, items)
