# fails: test_each_item_runs_once_in_a_worker (tasks in the main process)
# also fails: test_nothing_is_left_after_an_early_close
# breaks: "for every item in worker processes"
def as_done(task, items, limit):
    return (task(item) for item in items)
