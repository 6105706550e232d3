# fails: test_os_ppid_is_the_parent_in_the_operating_system (main taken for every parent)
# also fails: test_logical_parent_is_who_called_start
# breaks: "the PID of its parent in the operating system"
import os
from multiprocessing import get_context, parent_process


def report(sender):
    sender.send({"child_pid": os.getpid(), "os_ppid": parent_process().pid, "logical_parent": os.getppid()})


def relations(method):
    context = get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=report, args=(sender,))
    process.start()
    result = receiver.recv()
    process.join()
    return result
