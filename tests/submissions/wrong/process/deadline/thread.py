# fails: test_who_ends_in_time_is_done (task in the main process)
# also fails: test_who_is_late_is_killed
# also fails: test_nobody_is_left
# breaks: "Run `task` in a process of its own"

from threading import Thread


def run_with_deadline(task, seconds):
    thread = Thread(target=task, daemon=True)
    thread.start()
    thread.join(seconds)
    return ("killed", -9) if thread.is_alive() else ("done", 0)
