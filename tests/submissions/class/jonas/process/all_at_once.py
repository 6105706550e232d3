# A thread a process starts it, waits for it and keeps its exit code at its place.
from multiprocessing import Process
from threading import Thread


def run_all(task, argslist):
    codes = [None] * len(argslist)

    def run_one(place, args):
        process = Process(target=task, args=args)
        process.start()
        process.join()
        codes[place] = process.exitcode

    threads = [Thread(target=run_one, args=place_and_args) for place_and_args in enumerate(argslist)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return codes
