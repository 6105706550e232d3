# fails: test_who_is_late_is_killed (no deadline)
# breaks: "It never runs on to an end of its own"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join()
    return "done", process.exitcode
