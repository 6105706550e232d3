# fails: test_the_child_is_started_by_the_method_asked_for (default context)
# breaks: "Start a child under the start method"
import os
from multiprocessing import Pipe, Process, parent_process


def report(sender):
    sender.send({"child_pid": os.getpid(), "os_ppid": os.getppid(), "logical_parent": parent_process().pid})


def relations(method):
    receiver, sender = Pipe(duplex=False)
    process = Process(target=report, args=(sender,))
    process.start()
    result = receiver.recv()
    process.join()
    return result
