# A manager's dictionary; the exception travels in it, too.
from multiprocessing import Manager, Process


def work(values, errors, place, func, item):
    try:
        values[place] = func(item)
    except Exception as error:
        errors.append(error)


def collect(func, items):
    with Manager() as manager:
        values, errors = manager.dict(), manager.list()
        children = [Process(target=work, args=(values, errors, place, func, item)) for place, item in enumerate(items)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        if len(errors):
            raise errors[0]
        return [values[place] for place in range(len(items))]
