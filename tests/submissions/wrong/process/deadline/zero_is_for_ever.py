# fails: test_who_is_late_is_killed (no deadline)
# breaks: "and it may be 0"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    p = Process(target=task)
    p.start()
    p.join(seconds or None)
    if p.exitcode is not None:
        return ("done", p.exitcode)
    p.kill()
    p.join()
    return ("killed", p.exitcode)
