# The first exception stops the others: receives in order of arrival with connection.wait, kills what is left.
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def work(sender, func, item):
    try:
        sender.send((func(item), None))
    except Exception as error:
        sender.send((None, error))


def collect(func, items):
    values = [None] * len(items)
    waiting, children = {}, []
    for place, item in enumerate(items):
        receiver, sender = Pipe(duplex=False)
        child = Process(target=work, args=(sender, func, item), daemon=True)
        child.start()
        sender.close()
        children.append(child)
        waiting[receiver] = place
    try:
        while waiting:
            for receiver in wait(list(waiting)):
                value, error = receiver.recv()
                if error is not None:
                    raise error
                values[waiting.pop(receiver)] = value
    except Exception:
        for child in children:
            child.kill()
        raise
    finally:
        for child in children:
            child.join()
    return values
