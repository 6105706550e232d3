# fails: test_results_come_as_they_complete (results late)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "Each comes at once, within a second"
# Yields a result when the next one is there.
from multiprocessing import Pool


def as_done(task, items, limit):
    last = []
    with Pool(limit) as pool:
        for result in pool.imap_unordered(task, items):
            yield from last
            last = [result]
        yield from last
