# fails: test_results_come_as_they_complete (everything collected first)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "The iterator has a `close()` method"
from concurrent.futures import ProcessPoolExecutor, as_completed


def as_done(task, items, limit):
    with ProcessPoolExecutor(limit) as executor:
        return [future.result() for future in as_completed([executor.submit(task, item) for item in items])]
