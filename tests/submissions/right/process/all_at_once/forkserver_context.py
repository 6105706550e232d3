# A context with the start method forkserver.
from multiprocessing import get_context


def run_all(task, argslist):
    context = get_context("forkserver")
    processes = [context.Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    for process in reversed(processes):
        process.join()
    return [process.exitcode for process in processes]
