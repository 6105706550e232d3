# fails: test_large_values_arrive (join before the queue is drained)
# breaks: "large, a megabyte and more"

from multiprocessing import Pipe, Process


def work(sender, func, item):
    try:
        sender.send((func(item), None))
    except Exception as error:
        sender.send((None, error))


def collect(func, items):
    values = []
    for item in items:
        receiver, sender = Pipe(duplex=False)
        process = Process(target=work, args=(sender, func, item))
        process.start()
        process.join()
        value, error = receiver.recv()
        if error:
            raise error
        values.append(value)
    return values
