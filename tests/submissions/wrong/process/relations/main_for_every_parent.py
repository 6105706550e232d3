# fails: test_os_ppid_is_the_parent_in_the_operating_system (main taken for every parent)
# breaks: "the PID of its parent in the operating system"
import os
from multiprocessing import get_context


def nothing():
    pass


def relations(method):
    process = get_context(method).Process(target=nothing)
    process.start()
    process.join()
    return {"child_pid": process.pid, "os_ppid": os.getpid(), "logical_parent": os.getpid()}
