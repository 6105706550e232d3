# SIGKILL without asking first; nothing can ignore it.
import multiprocessing


def run_with_deadline(task, seconds):
    child = multiprocessing.Process(target=task)
    child.start()
    child.join(timeout=seconds)
    status = "done" if child.exitcode is not None else "killed"
    if status == "killed":
        child.kill()
    child.join()
    return (status, child.exitcode)
