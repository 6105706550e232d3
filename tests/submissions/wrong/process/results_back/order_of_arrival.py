# fails: test_values_come_back_in_order (order of arrival)
# also fails: test_large_values_arrive
# breaks: "return the values in the order"

from multiprocessing import Process, Queue


def work(queue, func, item):
    try:
        queue.put(func(item))
    except Exception as error:
        queue.put(error)


def collect(func, items):
    queue = Queue()
    children = [Process(target=work, args=(queue, func, item)) for item in items]
    for child in children:
        child.start()
    values = [queue.get() for _ in items]
    for child in children:
        child.join()
    for value in values:
        if isinstance(value, Exception):
            raise value
    return values
