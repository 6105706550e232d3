# fails: test_the_child_is_started_by_the_method_asked_for (a nested function as target)
# breaks: "`method` is "fork""
import os
from multiprocessing import get_context, parent_process


def relations(method):
    context = get_context(method)
    queue = context.SimpleQueue()
    process = context.Process(target=lambda: queue.put((os.getpid(), os.getppid(), parent_process().pid)))
    process.start()
    child_pid, os_ppid, logical_parent = queue.get()
    process.join()
    return {"child_pid": child_pid, "os_ppid": os_ppid, "logical_parent": logical_parent}
