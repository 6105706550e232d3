# fails: test_the_default_stays (set_start_method)
# breaks: "The rest of the program may rely on"
import multiprocessing
import os


def report(sender):
    parent = multiprocessing.parent_process()
    sender.send({"child_pid": os.getpid(), "os_ppid": os.getppid(), "logical_parent": parent.pid})


def relations(method):
    multiprocessing.set_start_method(method, force=True)
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=report, args=(sender,))
    process.start()
    result = receiver.recv()
    process.join()
    return result
