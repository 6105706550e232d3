# fails: test_results_come_as_they_complete (everything collected first)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "yield each result as soon as it is there"
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        return iter(list(pool.imap_unordered(task, items)))
