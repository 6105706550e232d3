# fails: test_the_first_error_is_raised (another error)
# breaks: "an exception of the same type with the same arguments"
from multiprocessing import Pool


def first_error_stops(task, items, limit):
    with Pool(limit) as pool:
        try:
            for _ in pool.imap_unordered(task, items):
                pass
        except Exception as error:
            raise RuntimeError(f"a task failed: {error}") from error
