# fails: test_who_is_late_is_killed (no join after the kill)
# also fails: test_nobody_is_left
"""SIGKILL cannot be ignored, so it was taken for done as soon as it was sent."""

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds)
    if not process.is_alive():
        return "done", process.exitcode
    process.terminate()
    process.join(5)
    if process.is_alive():
        process.kill()
    return "killed", process.exitcode
