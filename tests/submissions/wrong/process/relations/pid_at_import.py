# fails: test_logical_parent_is_who_called_start (PID kept from the import)
# breaks: "the PID of the process that called"
import multiprocessing
import os

MAIN_PID = os.getpid()


def _tell(sender):
    sender.send((os.getpid(), os.getppid()))


def relations(method):
    context = multiprocessing.get_context(method)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(sender,))
    process.start()
    child_pid, os_ppid = receiver.recv()
    process.join()
    return {"child_pid": child_pid, "os_ppid": os_ppid, "logical_parent": MAIN_PID}
