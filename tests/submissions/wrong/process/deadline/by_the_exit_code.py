# fails: test_who_is_late_is_killed (killed, but called done)
# breaks: "if it was still at work when its time"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    p = Process(target=task)
    p.start()
    p.join(seconds)
    if p.is_alive():
        p.terminate()
        p.join(5)
        p.kill()
        p.join()
        if p.exitcode >= 0:
            return ("done", p.exitcode)
        return ("killed", p.exitcode)
    return ("done", p.exitcode)
