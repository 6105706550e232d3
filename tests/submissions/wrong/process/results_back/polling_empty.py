# fails: test_values_come_back_in_order (polling empty())
# also fails: test_large_values_arrive
# also fails: test_an_exception_is_raised_in_main
# breaks: "return the values in the order"

from multiprocessing import Process, Queue


def work(queue, func, item):
    queue.put(func(item))


def collect(func, items):
    queue = Queue()
    children = [Process(target=work, args=(queue, func, item)) for item in items]
    for child in children:
        child.start()
    values = []
    while not queue.empty():
        values.append(queue.get())
    for child in children:
        child.join()
    return values
