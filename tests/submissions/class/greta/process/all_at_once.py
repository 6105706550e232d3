# Collects them in the order in which they end, by their sentinels, and sorts the codes by place.
from multiprocessing import Process
from multiprocessing.connection import wait


def run_all(task, argslist):
    processes = [Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    waiting = {process.sentinel: place for place, process in enumerate(processes)}
    codes = [None] * len(processes)
    while waiting:
        for sentinel in wait(list(waiting)):
            place = waiting.pop(sentinel)
            processes[place].join()
            codes[place] = processes[place].exitcode
    return codes
