# fails: test_logical_parent_is_who_called_start (getppid taken for the parent)
# breaks: "the PID of the process that called `start()`"
import os
from multiprocessing import get_context


def report(sender):
    sender.send({"child_pid": os.getpid(), "os_ppid": os.getppid(), "logical_parent": os.getppid()})


def relations(method):
    context = get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=report, args=(sender,))
    process.start()
    result = receiver.recv()
    process.join()
    return result
