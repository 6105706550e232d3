# fails: test_results_come_in_order_of_the_items (another order)
# also fails: test_items_and_results_may_be_anything
# breaks: "the results come in order of the items all the same"
# Takes the first item's result, then goes by completion.
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        first = pool.apply_async(task, items[:1])
        rest = list(pool.imap_unordered(task, items[1:]))
        return [first.get(), *rest]
