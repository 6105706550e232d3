# fails: test_who_ends_in_time_is_done (killed too early)
# also fails: test_who_is_late_is_killed
# breaks: "which gets `seconds` from its start"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    p = Process(target=task)
    p.start()
    p.join(30)
    if p.exitcode is not None:
        return ("done", p.exitcode)
    p.kill()
    p.join()
    return ("killed", p.exitcode)
