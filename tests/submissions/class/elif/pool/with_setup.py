# workers made by hand: set up, then work until there is nothing left
from multiprocessing import Process, SimpleQueue


def work(task, setup, tasks, results):
    setup()
    while True:
        place, item = tasks.get()
        if place is None:
            return
        results.put((place, task(item)))


def with_setup(task, items, limit, setup):
    tasks, results = SimpleQueue(), SimpleQueue()
    workers = [Process(target=work, args=(task, setup, tasks, results)) for _ in range(limit)]
    for worker in workers:
        worker.start()
    for pair in [*enumerate(items), *[(None, None)] * limit]:
        tasks.put(pair)
    found = dict(results.get() for _ in items)
    for worker in workers:
        worker.join()
    return [found[place] for place in range(len(items))]
