# fails: test_none_if_there_is_no_error (equal items merged)
# breaks: "every item is worked on once and to its end"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    different = [item for n, item in enumerate(items) if item not in items[:n]]
    with Pool(limit) as pool:
        for _ in pool.imap_unordered(task, different):
            pass
