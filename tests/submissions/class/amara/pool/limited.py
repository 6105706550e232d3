# a process an item, all started at once; a semaphore lets so many of them work
from multiprocessing import Process, Semaphore, SimpleQueue


def child(task, place, item, permits, results):
    with permits:
        results.put((place, task(item)))


def run_limited(task, items, limit):
    permits, results = Semaphore(limit), SimpleQueue()
    children = [Process(target=child, args=(task, *pair, permits, results)) for pair in enumerate(items)]
    for process in children:
        process.start()
    found = sorted((results.get() for _ in items), key=lambda pair: pair[0])
    for process in children:
        process.join()
    return [result for _, result in found]
