# fails: test_who_ends_in_time_is_done (a signal taken for your kill)
# breaks: "ended by itself in time, however it ended"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
    process.join()
    return "killed" if process.exitcode < 0 else "done", process.exitcode
