# fails: test_an_exception_is_raised_in_main (another exception)
# breaks: "of the same class, with the same arguments"

from multiprocessing import Pipe, Process


def work(sender, func, item):
    try:
        sender.send((func(item), None))
    except Exception as error:
        sender.send((None, str(error)))


def collect(func, items):
    values = []
    for item in items:
        receiver, sender = Pipe(duplex=False)
        process = Process(target=work, args=(sender, func, item))
        process.start()
        value, error = receiver.recv()
        process.join()
        if error:
            raise RuntimeError("a child failed: " + error)
        values.append(value)
    return values
