# fails: test_who_ends_in_time_is_done (always kills)
# breaks: "or by a signal"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return "killed", process.exitcode
