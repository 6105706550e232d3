# fails: test_who_ends_in_time_is_done (sleeps until the deadline)
# breaks: "does not wait until its time is up"

import time
from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    time.sleep(seconds)
    process.kill()
    process.join()
    return "killed", process.exitcode
