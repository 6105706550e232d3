# fails: test_the_first_error_is_raised (other arguments)
# breaks: "an exception of the same type with the same arguments"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        try:
            for _ in pool.imap_unordered(task, items):
                pass
        except Exception as error:
            raise type(error)(str(error)) from None
