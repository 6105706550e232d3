# fails: test_the_child_is_started_by_the_method_asked_for (another start method)
# breaks: "`method` is "fork""
import os
from multiprocessing import get_context, parent_process


def report(sender):
    sender.send({"child_pid": os.getpid(), "os_ppid": os.getppid(), "logical_parent": parent_process().pid})


def relations(method):
    context = get_context("fork" if method == "fork" else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=report, args=(sender,))
    process.start()
    result = receiver.recv()
    process.join()
    return result
