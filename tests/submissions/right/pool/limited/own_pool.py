# a pool made by hand: workers with a queue of tasks and a queue of results
from multiprocessing import Process, SimpleQueue


def work(task, tasks, results):
    while (order := tasks.get()) is not None:
        place, item = order
        results.put((place, task(item)))


def run_limited(task, items, limit):
    tasks, results = SimpleQueue(), SimpleQueue()
    workers = [Process(target=work, args=(task, tasks, results)) for _ in range(limit)]
    for worker in workers:
        worker.start()
    for order in enumerate(items):
        tasks.put(order)
    for _ in workers:
        tasks.put(None)
    by_place = dict(results.get() for _ in items)
    for worker in workers:
        worker.join()
    return [by_place[place] for place in range(len(items))]
