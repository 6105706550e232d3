# fails: test_the_default_stays (set_start_method)
# breaks: "Do not call `set_start_method`"
import multiprocessing
import os


def report(sender):
    sender.send((os.getpid(), os.getppid(), multiprocessing.parent_process().pid))


def relations(method):
    multiprocessing.set_start_method(method, force=True)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=report, args=(sender,))
    child.start()
    sender.close()
    child_pid, os_ppid, logical_parent = receiver.recv()
    child.join()
    multiprocessing.set_start_method("fork", force=True)
    return {"child_pid": child_pid, "os_ppid": os_ppid, "logical_parent": logical_parent}
