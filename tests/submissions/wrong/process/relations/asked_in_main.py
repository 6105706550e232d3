# fails: test_the_child_is_started_by_the_method_asked_for (the main process's own PID)
# breaks: "the child's own PID"
import os
from multiprocessing import get_context


def nothing():
    pass


def relations(method):
    process = get_context(method).Process(target=nothing)
    process.start()
    process.join()
    return {"child_pid": os.getpid(), "os_ppid": os.getppid(), "logical_parent": os.getpid()}
