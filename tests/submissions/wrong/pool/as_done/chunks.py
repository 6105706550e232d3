# fails: test_results_come_as_they_complete (results late)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "Each comes at once, within a second"
# Two items in a chunk: the first result of a chunk waits for the second.
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        yield from pool.imap_unordered(task, items, chunksize=2)
