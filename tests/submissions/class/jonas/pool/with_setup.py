# an initializer of one's own that calls setup and keeps the task in a global; forkserver
from multiprocessing import get_context

_task = None


def prepare(setup, task):
    global _task
    setup()
    _task = task


def run(item):
    return _task(item)


def with_setup(task, items, limit, setup):
    with get_context("forkserver").Pool(limit, initializer=prepare, initargs=(setup, task)) as pool:
        return list(pool.imap(run, items))
