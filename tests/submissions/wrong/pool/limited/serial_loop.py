# fails: test_each_item_runs_once_in_a_worker (serial)
def run_limited(task, items, limit):
    return [task(item) for item in items]
