# fails: test_an_exception_is_raised_in_main (exception lost)
# breaks: "`collect` raises it in the main process"

from multiprocessing import Pipe, Process


def work(sender, func, item):
    try:
        sender.send(func(item))
    except Exception as error:
        sender.send(error)


def collect(func, items):
    values = []
    for item in items:
        receiver, sender = Pipe(duplex=False)
        process = Process(target=work, args=(sender, func, item))
        process.start()
        values.append(receiver.recv())
        process.join()
    return values
