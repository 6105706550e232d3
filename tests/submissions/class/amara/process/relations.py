# A manager's dictionary of the same context: its server is one more child.
import multiprocessing
import os


def fill(result):
    result["child_pid"] = os.getpid()
    result["os_ppid"] = os.getppid()
    result["logical_parent"] = multiprocessing.parent_process().pid


def relations(method):
    context = multiprocessing.get_context(method)
    with context.Manager() as manager:
        result = manager.dict()
        process = context.Process(target=fill, args=(result,))
        process.start()
        process.join()
        return dict(result)
