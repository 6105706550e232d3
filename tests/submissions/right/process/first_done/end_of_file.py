# A pipe a child, of which nothing is ever sent: it ends when the child does.
from multiprocessing import Pipe, get_context
from multiprocessing.connection import wait


def run(task, sender):
    task()


def first_done(tasks):
    context = get_context("fork")
    processes, receivers = [], []
    for task in tasks:
        receiver, sender = Pipe(duplex=False)
        process = context.Process(target=run, args=(task, sender))
        process.start()
        sender.close()
        processes.append(process)
        receivers.append(receiver)
    index = receivers.index(wait(receivers)[0])
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()
    return index
