# fails: test_each_item_runs_once_in_a_worker (threads)
# also fails: test_items_and_results_may_be_anything
# breaks: "threads in place of processes"
import threading
from queue import SimpleQueue


def run_limited(task, items, limit):
    results, permits = SimpleQueue(), threading.Semaphore(limit)

    def one(place, item):
        with permits:
            results.put((place, task(item)))

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(items)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [result for _, result in sorted((results.get() for _ in items), key=lambda pair: pair[0])]
