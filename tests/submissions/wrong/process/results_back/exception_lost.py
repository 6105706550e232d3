# fails: test_an_exception_is_raised_in_main (exception lost)
# breaks: "`collect` raises it in the main process"

from multiprocessing import Process, Queue


def work(queue, place, func, item):
    queue.put((place, func(item)))


def collect(func, items):
    queue = Queue()
    children = [Process(target=work, args=(queue, place, func, item)) for place, item in enumerate(items)]
    for child in children:
        child.start()
    values = dict(queue.get() for _ in items)
    for child in children:
        child.join()
    return [values[place] for place in range(len(items))]
