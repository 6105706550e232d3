# fails: test_limit_is_kept_and_made_use_of (a process a task without a limit)
# also fails: test_no_worker_is_replaced_too_early
from multiprocessing import Process, SimpleQueue


def child(task, place, item, results):
    results.put((place, task(item)))


def recycle(task, items, limit, per_worker):
    results = SimpleQueue()
    children = [Process(target=child, args=(task, *pair, results)) for pair in enumerate(items)]
    for process in children:
        process.start()
    found = dict(results.get() for _ in items)
    for process in children:
        process.join()
    return [found[place] for place in range(len(items))]
