# fails: test_large_values_arrive (join before the queue is drained)
# breaks: "large, a megabyte and more"

from multiprocessing import Process, Queue


def work(queue, place, func, item):
    try:
        queue.put((place, True, func(item)))
    except Exception as error:
        queue.put((place, False, error))


def collect(func, items):
    queue = Queue()
    children = [Process(target=work, args=(queue, place, func, item)) for place, item in enumerate(items)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    outcomes = sorted((queue.get() for _ in items), key=lambda outcome: outcome[0])
    for _, succeeded, value in outcomes:
        if not succeeded:
            raise value
    return [value for _, _, value in outcomes]
