from multiprocessing import get_context


def run_with_deadline(task, seconds):
    process = get_context("fork").Process(target=task)
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        return "killed", -9
    return "done", process.exitcode
