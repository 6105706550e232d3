# A timer thread kills; main only joins.
from multiprocessing import Process
from threading import Timer


def run_with_deadline(task, seconds):
    status = "done"

    def time_is_up():
        nonlocal status
        status = "killed"
        process.kill()

    process = Process(target=task)
    process.start()
    timer = Timer(seconds, time_is_up)
    timer.start()
    process.join()
    timer.cancel()
    return status, process.exitcode
