# fails: test_results_come_as_they_complete (imap)
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        yield from pool.imap(task, items)
