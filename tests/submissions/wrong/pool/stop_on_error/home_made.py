# fails: test_the_first_error_is_raised (tasks in the main process)
# also fails: test_none_if_there_is_no_error
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "for every item in worker processes"
def first_error_stops(task, items, limit):
    for item in items:
        task(item)
