# fails: test_an_exception_is_raised_in_main (children left)
# breaks: "When `collect` returns or raises"

from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def work(sender, func, item):
    try:
        sender.send((func(item), None))
    except Exception as error:
        sender.send((None, error))


def collect(func, items):
    values, waiting, children = {}, {}, []
    for place, item in enumerate(items):
        receiver, sender = Pipe(duplex=False)
        children.append(Process(target=work, args=(sender, func, item)))
        children[-1].start()
        sender.close()
        waiting[receiver] = place
    while waiting:
        for receiver in wait(list(waiting)):
            value, error = receiver.recv()
            if error:
                raise error
            values[waiting.pop(receiver)] = value
    for child in children:
        child.join()
    return [values[place] for place in range(len(items))]
