# fails: test_every_item_is_in_one_of_the_two (one error for all)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# breaks: "`gather` itself raises nothing"
from multiprocessing import Pool


def gather(task, items, limit):
    with Pool(limit) as pool:
        return dict(zip(items, pool.map(task, items))), {}
