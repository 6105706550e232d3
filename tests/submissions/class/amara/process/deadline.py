# Waits for the sentinel with a timeout, under spawn; a patient terminate, then kill.
from multiprocessing import get_context
from multiprocessing.connection import wait


def run_with_deadline(task, seconds):
    process = get_context("spawn").Process(target=task)
    process.start()
    ended = wait([process.sentinel], timeout=seconds)
    if not ended:
        process.terminate()
        if not wait([process.sentinel], timeout=30):
            process.kill()
    process.join()
    return ("done" if ended else "killed"), process.exitcode
