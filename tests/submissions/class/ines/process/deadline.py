# The child is the fork server's; its exit code comes through a pipe.
from multiprocessing import get_context


def run_with_deadline(task, seconds):
    process = get_context("forkserver").Process(target=task)
    process.start()
    process.join(seconds)
    if process.exitcode is not None:
        return "done", process.exitcode
    for end in (process.terminate, process.kill):
        end()
        process.join(10)
        if process.exitcode is not None:
            break
    return "killed", process.exitcode
