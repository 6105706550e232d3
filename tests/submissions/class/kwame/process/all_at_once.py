# A context with the start method spawn.
from multiprocessing import get_context


def run_all(task, argslist):
    context = get_context("spawn")
    processes = [context.Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    for process in reversed(processes):
        process.join()
    return [process.exitcode for process in processes]
