# fails: test_every_tuple_has_its_own_process (not every tuple once)
# breaks: "Two tuples may be equal"

from multiprocessing import Process


def run_all(task, argslist):
    unique = list(dict.fromkeys(argslist))
    processes = [Process(target=task, args=args) for args in unique]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
