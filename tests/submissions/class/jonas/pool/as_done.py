from multiprocessing import Pool

pools = []


def as_done(task, items, limit):
    pools.append(Pool(limit))
    return pools[-1].imap_unordered(task, items)
