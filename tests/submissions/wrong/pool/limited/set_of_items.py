# fails: test_items_and_results_may_be_anything (an exception)
# breaks: "Every item is worked on once, equal items"
# Items as keys of a dict: some cannot be.
from concurrent.futures import ProcessPoolExecutor


def run_limited(task, items, limit):
    with ProcessPoolExecutor(limit) as executor:
        futures = {item: executor.submit(task, item) for item in items}
        return [futures[item].result() for item in items]
