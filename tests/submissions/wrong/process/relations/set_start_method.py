# fails: test_the_child_is_started_by_the_method_asked_for (set_start_method)
# breaks: "Do not call `set_start_method`"
import multiprocessing
import os


def report(sender):
    parent = multiprocessing.parent_process()
    sender.send({"child_pid": os.getpid(), "os_ppid": os.getppid(), "logical_parent": parent.pid})


def relations(method):
    multiprocessing.set_start_method(method)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=report, args=(sender,))
    process.start()
    result = receiver.recv()
    process.join()
    return result
