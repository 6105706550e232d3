# fails: test_setup_once_in_every_worker (threads)
# also fails: test_setup_also_in_a_worker_without_items
# also fails: test_setup_comes_before_the_first_task
# also fails: test_no_extra_workers
# also fails: test_results_come_in_order_of_the_items
# breaks: "threads in place of processes"
from concurrent.futures import ThreadPoolExecutor


def with_setup(task, items, limit, setup):
    with ThreadPoolExecutor(limit, initializer=setup) as executor:
        return list(executor.map(task, items))
