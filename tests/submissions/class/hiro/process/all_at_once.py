# Asks now and then who still lives, prints it, and sleeps in between; the joins at the end are what it relies on.
import time
from multiprocessing import Process


def run_all(task, argslist):
    processes = [Process(target=task, args=args, daemon=True) for args in argslist]
    for process in processes:
        process.start()
    while alive := sum(process.is_alive() for process in processes):
        print(alive, "still at work")
        time.sleep(1)
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
