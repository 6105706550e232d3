# fails: test_results_come_in_order_of_the_items (order of completion)
# breaks: "the results come in order of the items all the same"
from multiprocessing import Pool


def run_limited(task, items, limit):
    with Pool(limit) as pool:
        return list(pool.imap_unordered(task, items))
