# fails: test_who_is_late_is_killed (killed too early)
# also fails: test_who_ends_in_time_is_done
# breaks: "which gets `seconds` from its start"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds - 5)
    if process.is_alive():
        process.kill()
        process.join()
        return "killed", process.exitcode
    return "done", process.exitcode
