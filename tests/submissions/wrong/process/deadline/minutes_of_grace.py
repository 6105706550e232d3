# fails: test_who_is_late_is_killed (killed too late)
# breaks: "It never runs on to an end of its own"

from multiprocessing import Process


def run_with_deadline(task, seconds):
    process = Process(target=task)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.terminate()
        process.join(300)
        process.kill()
        process.join()
        return "killed", process.exitcode
    return "done", process.exitcode
