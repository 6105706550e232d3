# A thread a process starts it, waits for it and gives its exit code; map keeps the order.
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import Process


def run_one(task, args):
    with_arguments = Process(target=task, args=args)
    with_arguments.start()
    with_arguments.join()
    return with_arguments.exitcode


def run_all(task, argslist):
    with ThreadPoolExecutor(max_workers=len(argslist) or 1) as executor:
        return list(executor.map(partial(run_one, task), argslist))
