# Asks twice a second until the time is up.
import time
from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task, daemon=True)
    process.start()
    end = time.monotonic() + seconds
    while process.is_alive():
        if time.monotonic() >= end:
            process.kill()
            process.join()
            return "killed", process.exitcode
        time.sleep(0.5)
    return "done", process.exitcode
