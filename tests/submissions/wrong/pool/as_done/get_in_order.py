# fails: test_results_come_as_they_complete (imap)
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        for result in [pool.apply_async(task, (item,)) for item in items]:
            yield result.get()
