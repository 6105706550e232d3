# fails: test_who_is_late_is_killed (killed too late)
# breaks: "It never runs on to an end of its own"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    p = Process(target=task)
    p.start()
    p.join(seconds)
    if p.is_alive():
        p.terminate()
        p.join(200)
        p.kill()
        p.join()
        return ("killed", p.exitcode)
    return ("done", p.exitcode)
