# fails: test_every_item_is_in_one_of_the_two (tasks in the main process)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "Every item is worked on once, in a worker process"
# Everything in the main process.
def gather(task, items, limit):
    results, errors = {}, {}
    for item in items:
        try:
            results[item] = task(item)
        except Exception as error:
            errors[item] = error
    return results, errors
