# fails: test_everyone_is_waited_for (no join)
# also fails: test_exit_codes_are_in_order
# breaks: "When every child has ended and has been waited for"

from multiprocessing import Process


def run_all(task, argslist):
    processes = [Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=1)
    return [process.exitcode for process in processes]
