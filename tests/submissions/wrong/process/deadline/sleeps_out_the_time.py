# fails: test_who_ends_in_time_is_done (sleeps until the deadline)
# breaks: "does not wait until its time is up"

import time
from multiprocessing import Process


def run_with_deadline(task, seconds):
    p = Process(target=task)
    p.start()
    time.sleep(seconds)
    if not p.is_alive():
        p.join()
        return ("done", p.exitcode)
    p.kill()
    p.join()
    return ("killed", p.exitcode)
