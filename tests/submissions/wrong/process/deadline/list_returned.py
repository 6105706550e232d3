# fails: test_who_ends_in_time_is_done (no pair returned)
# breaks: "if it was still at work when its time"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    p = Process(target=task)
    p.start()
    p.join(seconds)
    if p.is_alive():
        p.kill()
        p.join()
        return ["killed", p.exitcode]
    return ["done", p.exitcode]
