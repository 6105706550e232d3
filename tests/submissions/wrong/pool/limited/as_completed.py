# fails: test_results_come_in_order_of_the_items (order of completion)
# breaks: "the results come in order of the items all the same"
from concurrent.futures import ProcessPoolExecutor, as_completed


def run_limited(task, items, limit):
    with ProcessPoolExecutor(limit) as executor:
        return [future.result() for future in as_completed([executor.submit(task, item) for item in items])]
