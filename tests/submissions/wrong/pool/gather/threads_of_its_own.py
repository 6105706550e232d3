# fails: test_every_item_is_in_one_of_the_two (threads)
# also fails: test_results_come_with_their_items
# also fails: test_exceptions_come_with_their_items
# also fails: test_limit_is_kept_and_made_use_of
# breaks: "threads in place of processes"
import threading


def gather(task, items, limit):
    results, errors, permits = {}, {}, threading.Semaphore(limit)

    def one(item):
        with permits:
            try:
                results[item] = task(item)
            except Exception as error:
                errors[item] = error

    threads = [threading.Thread(target=one, args=(item,)) for item in items]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, errors
