# fails: test_who_is_late_is_killed (another signal)
# breaks: "A late task is ended by SIGTERM"

import os
import signal
from multiprocessing import Process


def run_with_deadline(task, seconds):
    p = Process(target=task)
    p.start()
    p.join(seconds)
    if p.is_alive():
        os.kill(p.pid, signal.SIGINT)
        p.join(5)
        p.kill()
        p.join()
        return ("killed", p.exitcode)
    return ("done", p.exitcode)
