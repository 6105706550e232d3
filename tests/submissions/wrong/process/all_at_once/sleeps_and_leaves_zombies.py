# fails: test_everyone_is_waited_for (zombies left)
# also fails: test_exit_codes_are_in_order
# breaks: "When every child has ended and has been waited for"

import time
from multiprocessing import get_context


def run_all(task, argslist):
    processes = [get_context("fork").Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    time.sleep(1000)
    return [args[-1] for args in argslist]
