# fails: test_every_item_is_in_one_of_the_two (threads)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "threads in place of processes"
from multiprocessing.pool import ThreadPool


def gather(task, items, limit):
    results, errors = {}, {}
    with ThreadPool(limit) as pool:
        pending = {item: pool.apply_async(task, (item,)) for item in items}
        for item, result in pending.items():
            try:
                results[item] = result.get()
            except Exception as error:
                errors[item] = error
    return results, errors
