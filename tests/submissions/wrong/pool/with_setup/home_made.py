# fails: test_setup_once_in_every_worker (tasks in the main process)
# also fails: test_setup_also_in_a_worker_without_items
# also fails: test_setup_comes_before_the_first_task
# also fails: test_no_extra_workers
# also fails: test_results_come_in_order_of_the_items
# breaks: "Call `task(item)` for every item, in worker processes"
def with_setup(task, items, limit, setup):
    setup()
    return [task(item) for item in items]
