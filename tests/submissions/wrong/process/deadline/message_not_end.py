# fails: test_who_ends_in_time_is_done (sleeps until the deadline)
# breaks: "ended by itself in time, however it ended"

from multiprocessing import Event, Process


def w(task, e):
    try:
        task()
    finally:
        e.set()


def run_with_deadline(task, seconds):
    e = Event()
    p = Process(target=w, args=(task, e))
    p.start()
    if e.wait(seconds):
        p.join()
        return ("done", p.exitcode)
    p.kill()
    p.join()
    return ("killed", p.exitcode)
