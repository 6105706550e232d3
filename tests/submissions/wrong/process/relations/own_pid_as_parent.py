# fails: test_logical_parent_is_who_called_start (wrong logical_parent)
# breaks: "the PID of the process that called `start()`"
import multiprocessing
import os


def report(sender):
    sender.send((os.getpid(), os.getppid(), os.getpid()))


def relations(method):
    context = multiprocessing.get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=report, args=(sender,))
    child.start()
    sender.close()
    child_pid, os_ppid, logical_parent = receiver.recv()
    child.join()
    return {"child_pid": child_pid, "os_ppid": os_ppid, "logical_parent": logical_parent}
