# fails: test_exit_codes_are_in_order (exit code read before the end)
# also fails: test_everyone_is_waited_for
# breaks: "When every child has ended and has been waited for"

from multiprocessing import Process


def run_all(task, argslist):
    processes = [Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    return [process.exitcode for process in processes]
