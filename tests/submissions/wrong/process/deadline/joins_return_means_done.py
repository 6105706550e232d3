# fails: test_who_is_late_is_killed (only stops waiting)
# also fails: test_nobody_is_left
# breaks: "if it was still at work when its time"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    in_time = process.join(seconds) is None
    if not in_time:
        process.kill()
        process.join()
    return "done" if in_time else "killed", process.exitcode
