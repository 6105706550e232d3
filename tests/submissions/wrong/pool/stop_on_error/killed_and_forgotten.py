# fails: test_no_worker_survives_the_error (stopped, not joined)
# breaks: "all have ended and have been joined"
# SIGKILL to every worker, and no look back.
import os
import signal
from concurrent.futures import FIRST_EXCEPTION, ProcessPoolExecutor, wait


def first_error_stops(task, items, limit):
    executor = ProcessPoolExecutor(limit)
    futures = [executor.submit(task, item) for item in items]
    workers = list(executor._processes)
    wait(futures, return_when=FIRST_EXCEPTION)
    for future in futures:
        if future.done() and future.exception():
            for pid in workers:
                os.kill(pid, signal.SIGKILL)
            raise future.exception()
    executor.shutdown()
