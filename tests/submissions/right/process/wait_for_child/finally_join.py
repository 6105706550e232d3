# A context manager that starts and joins, closing the process object afterwards.
from contextlib import contextmanager
from multiprocessing import Process


@contextmanager
def running(target):
    process = Process(target=target)
    process.start()
    try:
        yield process
    finally:
        process.join()
        process.close()


def run_then_say(task, say):
    with running(task):
        pass
    say("main done")
