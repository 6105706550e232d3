# fails: test_everyone_is_waited_for (only some joined)
# also fails: test_exit_codes_are_in_order
# breaks: "When every child has ended and has been waited for"

from multiprocessing import Process


def run_all(task, argslist):
    processes = []
    for args in argslist:
        process = Process(target=task, args=args)
        process.start()
        processes.append(process)
    process.join()
    return [process.exitcode for process in processes]
