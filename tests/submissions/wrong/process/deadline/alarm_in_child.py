# fails: test_who_is_late_is_killed (another signal)
# breaks: "A late task is ended by SIGTERM"

import signal
from multiprocessing import Process


def w(task, seconds):
    signal.setitimer(signal.ITIMER_REAL, seconds)
    task()


def run_with_deadline(task, seconds):
    p = Process(target=w, args=(task, seconds))
    p.start()
    p.join()
    return ("killed" if p.exitcode == -14 else "done", p.exitcode)
