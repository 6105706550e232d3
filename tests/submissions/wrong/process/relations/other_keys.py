# fails: test_the_child_is_started_by_the_method_asked_for (other keys)
# breaks: "The result has these keys"
import os
from multiprocessing import get_context, parent_process


def report(sender):
    sender.send({"pid": os.getpid(), "ppid": os.getppid(), "parent": parent_process().pid})


def relations(method):
    context = get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=report, args=(sender,))
    process.start()
    result = receiver.recv()
    process.join()
    return result
