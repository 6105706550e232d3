# concurrent.futures with the context of the method: a worker is a child, too.
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor


def pids():
    return os.getpid(), os.getppid(), multiprocessing.parent_process().pid


def relations(method):
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method)) as executor:
        child_pid, os_ppid, logical_parent = executor.submit(pids).result()
    return {"child_pid": child_pid, "os_ppid": os_ppid, "logical_parent": logical_parent}
