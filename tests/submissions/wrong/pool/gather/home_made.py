# fails: test_limit_is_kept_and_made_use_of (serial)
# also fails: test_every_item_is_in_one_of_the_two
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# Everything in the main process.
def gather(task, items, limit):
    results, errors = {}, {}
    for item in items:
        try:
            results[item] = task(item)
        except Exception as error:
            errors[item] = error
    return results, errors
