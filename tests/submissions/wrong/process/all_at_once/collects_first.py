# fails: test_everyone_is_waited_for (another's child collected)
# breaks: "do not collect them"
# Tidies up zombies first, also those of others.
import os
from contextlib import suppress
from multiprocessing import Process


def run_all(task, argslist):
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    processes = [Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]
