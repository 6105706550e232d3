# fails: test_who_ends_in_time_is_done (wrong exit code)
# breaks: "is what `Process.exitcode` says, in both cases"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
        return "killed", process.exitcode
    return "done", 0
