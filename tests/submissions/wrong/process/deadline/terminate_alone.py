# fails: test_who_is_late_is_killed (terminate alone)
# breaks: "Some tasks ignore SIGTERM"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.terminate()
        process.join()
        return "killed", process.exitcode
    return "done", process.exitcode
