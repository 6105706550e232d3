# fails: test_each_item_runs_once_in_a_worker (tasks in the main process)
# also fails: test_items_and_results_may_be_anything
# breaks: "for every item in worker processes"
def run_limited(task, items, limit):
    return [task(item) for item in items]
