# fails: test_results_come_as_they_complete (everything collected first)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "The results come in the order in which the tasks end"
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        yield from sorted(pool.imap_unordered(task, items), key=str)
