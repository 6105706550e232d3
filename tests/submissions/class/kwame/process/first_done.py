# Under forkserver the sentinel is the pipe on which the fork server tells the exit code.
from multiprocessing import get_context
from multiprocessing.connection import wait


def first_done(tasks):
    context = get_context("forkserver")
    processes = [context.Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    ended = wait([process.sentinel for process in processes])[0]
    winner = next(process for process in processes if process.sentinel == ended)
    for process in processes:
        if process is not winner:
            process.terminate()
    for process in processes:
        process.join()
    return processes.index(winner)
