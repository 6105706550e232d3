# fails: test_results_come_in_order_of_the_items (falsy values dropped)
# breaks: "Returns the results as a list"
from concurrent.futures import ProcessPoolExecutor


def with_setup(task, items, limit, setup):
    with ProcessPoolExecutor(limit, initializer=setup) as executor:
        return [result for result in executor.map(task, items) if result]
