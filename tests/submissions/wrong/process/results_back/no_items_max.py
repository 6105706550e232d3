# fails: test_values_come_back_in_order (an exception)
# breaks: "For no items, the result"

from multiprocessing import Manager, Process


def work(outcomes, place, func, item):
    try:
        outcomes[place] = (func(item), None)
    except Exception as error:
        outcomes[place] = (None, error)


def collect(func, items):
    with Manager() as manager:
        outcomes = manager.dict()
        children = [Process(target=work, args=(outcomes, *pair, item)) for *pair, item in _places(func, items)]
        for child in children:
            child.start()
        for child in children:
            child.join()
        found = dict(outcomes)
    values = [found[place] for place in range(max(found) + 1)]
    for _, error in values:
        if error is not None:
            raise error
    return [value for value, _ in values]


def _places(func, items):
    return [(place, func, item) for place, item in enumerate(items)]
