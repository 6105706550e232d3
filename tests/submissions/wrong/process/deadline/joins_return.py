# fails: test_who_ends_in_time_is_done (takes join's return for the answer)
# breaks: "ended by itself in time, however it ended"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    if process.join(seconds) is None:
        process.kill()
        process.join()
        return "killed", process.exitcode
    return "done", process.exitcode
