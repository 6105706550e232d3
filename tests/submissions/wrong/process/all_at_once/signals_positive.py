# fails: test_exit_codes_are_in_order (wrong exit codes)
# breaks: "An exit code is what"

from multiprocessing import Process


def run_all(task, argslist):
    processes = [Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [abs(process.exitcode) for process in processes]
