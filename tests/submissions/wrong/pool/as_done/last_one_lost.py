# fails: test_every_result_comes_once (results lost)
# breaks: "The iterator yields one result for each item"
from concurrent.futures import ProcessPoolExecutor, as_completed


def as_done(task, items, limit):
    with ProcessPoolExecutor(limit) as executor:
        futures = [executor.submit(task, item) for item in items]
        for number, future in enumerate(as_completed(futures), 1):
            if number < len(futures):
                yield future.result()
