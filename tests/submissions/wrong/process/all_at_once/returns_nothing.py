# fails: test_exit_codes_are_in_order (nothing returned)
# breaks: "It returns a list of their exit"

from multiprocessing import Process


def run_all(task, argslist):
    processes = [Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
