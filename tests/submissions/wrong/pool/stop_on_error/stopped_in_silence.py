# fails: test_the_first_error_is_raised (swallowed)
# breaks: "stop all and raise its error"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        try:
            for _ in pool.imap_unordered(task, items):
                pass
        except Exception as error:
            print("stopped:", error)
