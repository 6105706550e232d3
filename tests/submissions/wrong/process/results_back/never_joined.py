# fails: test_nobody_is_left (children left)
# also fails: test_an_exception_is_raised_in_main
# breaks: "has ended and has been waited for"

import time
from multiprocessing import Pipe, Process


def work(sender, func, item):
    try:
        sender.send((func(item), None))
    except Exception as error:
        sender.send((None, error))
    sender.close()
    time.sleep(1)


def collect(func, items):
    children = []
    for item in items:
        receiver, sender = Pipe(duplex=False)
        process = Process(target=work, args=(sender, func, item))
        process.start()
        children.append((process, receiver))
    outcomes = [receiver.recv() for _, receiver in children]
    for _, error in outcomes:
        if error:
            raise error
    return [value for value, _ in outcomes]
