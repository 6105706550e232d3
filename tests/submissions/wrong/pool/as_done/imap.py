# fails: test_results_come_as_they_complete (results in order of the items)
# breaks: "The results come in the order in which the tasks end"
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        yield from pool.imap(task, items)
