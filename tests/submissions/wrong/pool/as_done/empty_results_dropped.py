# fails: test_every_result_comes_once (falsy values dropped)
# breaks: "also where that is None, 0 or empty"
# None stands for "nothing there yet".
from multiprocessing import Pool


def as_done(task, items, limit):
    with Pool(limit) as pool:
        for result in pool.imap_unordered(task, items):
            if result is not None and result != "":
                yield result
