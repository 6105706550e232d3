# fails: test_each_item_runs_once_in_a_worker_of_a_pool (not a Pool)
# breaks: "At most `limit` tasks run at the same time"
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
