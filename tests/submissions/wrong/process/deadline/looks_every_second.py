# fails: test_who_ends_in_time_is_done (sleeps until the deadline)
# also fails: test_who_is_late_is_killed
# breaks: "does not wait until its time is up"

import time
from multiprocessing import Process


def run_with_deadline(task, seconds):
    p = Process(target=task)
    p.start()
    end = time.monotonic() + seconds
    while p.is_alive() and time.monotonic() < end:
        time.sleep(1)
    if not p.is_alive():
        return ("done", p.exitcode)
    p.kill()
    p.join()
    return ("killed", p.exitcode)
