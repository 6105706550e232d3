# A pool of one worker.
import multiprocessing
import os


def who_am_i():
    return dict(
        logical_parent=multiprocessing.parent_process().pid,
        os_ppid=os.getppid(),
        child_pid=os.getpid(),
    )


def relations(method):
    with multiprocessing.get_context(method).Pool(1) as pool:
        return pool.apply(who_am_i)
