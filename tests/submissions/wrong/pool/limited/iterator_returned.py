# fails: test_results_come_in_order_of_the_items (not a list)
# breaks: "return the results as a list"
from concurrent.futures import ProcessPoolExecutor


def run_limited(task, items, limit):
    with ProcessPoolExecutor(limit) as executor:
        return executor.map(task, items)
