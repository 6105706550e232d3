# fails: test_the_child_is_waited_for (no join)
# breaks: "the child has ended and has been waited for"
import multiprocessing
import os


def report(sender):
    sender.send((os.getpid(), os.getppid(), multiprocessing.parent_process().pid))


def relations(method):
    context = multiprocessing.get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=report, args=(sender,))
    child.start()
    sender.close()
    child_pid, os_ppid, logical_parent = receiver.recv()
    child.join(0.001)
    return {"child_pid": child_pid, "os_ppid": os_ppid, "logical_parent": logical_parent}
