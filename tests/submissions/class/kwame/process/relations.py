# A context, and its queue.
import os
from multiprocessing import get_context, parent_process


def child(queue):
    queue.put({"child_pid": os.getpid(), "os_ppid": os.getppid(), "logical_parent": parent_process().pid})


def relations(method):
    context = get_context(method)
    queue = context.SimpleQueue()
    process = context.Process(target=child, args=(queue,))
    process.start()
    result = queue.get()
    process.join()
    return result
