# fails: test_who_is_late_is_killed (killed, but called done)
# breaks: "if it was still at work when its time"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
    return "done", process.exitcode
