# fails: test_who_ends_in_time_is_done (0 taken for None)
# breaks: "ended by itself in time, however it ended"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds)
    if not process.exitcode:
        process.kill()
        process.join()
        return "killed", process.exitcode
    return "done", process.exitcode
