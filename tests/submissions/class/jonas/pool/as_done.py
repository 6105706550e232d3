from multiprocessing import Pool


def as_done(task, items, limit):
    pool = Pool(limit)
    return pool.imap_unordered(task, items)
