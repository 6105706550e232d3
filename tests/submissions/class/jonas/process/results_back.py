# One queue for all: places travel with the values; receives everything before it joins.
from multiprocessing import Process, Queue


def work(queue, place, func, item):
    try:
        queue.put((place, "value", func(item)))
    except Exception as error:
        queue.put((place, "error", error))


def collect(func, items):
    queue = Queue()
    children = [Process(target=work, args=(queue, place, func, item)) for place, item in enumerate(items)]
    for child in children:
        child.start()
    values, errors = {}, []
    for _ in children:
        place, kind, value = queue.get()
        if kind == "error":
            errors.append(value)
        else:
            values[place] = value
    for child in children:
        child.join()
    if errors:
        raise errors[0]
    return [values[place] for place in range(len(items))]
