# fails: test_who_is_late_is_killed (no join after the kill)
# also fails: test_nobody_is_left
# breaks: "some want a few"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.terminate()
        return "killed", process.exitcode
    return "done", process.exitcode
