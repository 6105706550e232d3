# fails: test_limit_is_kept_and_made_use_of (serial)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "where there are enough items, as many do"
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        for item in items:
            yield pool.apply(task, (item,))
