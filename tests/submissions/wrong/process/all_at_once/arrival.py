# fails: test_exit_codes_are_in_order (codes in order of arrival)
# breaks: "in the order of the tuples, whichever child ended first"

from multiprocessing import Process
from multiprocessing.connection import wait


def run_all(task, argslist):
    processes = [Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    codes = []
    while processes:
        ready = wait([process.sentinel for process in processes])
        for process in [process for process in processes if process.sentinel in ready]:
            process.join()
            codes.append(process.exitcode)
            processes.remove(process)
    return codes
