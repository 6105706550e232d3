# fails: test_the_child_is_started_by_the_method_asked_for (wrong child_pid)
# breaks: "the child's own PID"
import multiprocessing
import os
import threading


def report(sender):
    sender.send((threading.get_ident(), os.getppid(), multiprocessing.parent_process().pid))


def relations(method):
    context = multiprocessing.get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=report, args=(sender,))
    child.start()
    sender.close()
    child_pid, os_ppid, logical_parent = receiver.recv()
    child.join()
    return {"child_pid": child_pid, "os_ppid": os_ppid, "logical_parent": logical_parent}
