# fails: test_all_are_alive_together (not all at once)
# breaks: "alive and at work together"
import multiprocessing
from multiprocessing import Process


def _limited(places, task, args):
    with places:
        task(*args)


def run_all(task, argslist):
    places = multiprocessing.Semaphore(4)
    processes = [Process(target=_limited, args=(places, task, args)) for args in argslist]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
