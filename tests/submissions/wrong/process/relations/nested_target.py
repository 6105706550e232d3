# fails: test_the_child_is_started_by_the_method_asked_for (a nested function as target)
# breaks: "`method` is "fork""
import os
from multiprocessing import get_context, parent_process


def relations(method):
    context = get_context(method)
    receiver, sender = context.Pipe(duplex=False)

    def report():
        sender.send({"child_pid": os.getpid(), "os_ppid": os.getppid(), "logical_parent": parent_process().pid})

    process = context.Process(target=report)
    process.start()
    result = receiver.recv()
    process.join()
    return result
