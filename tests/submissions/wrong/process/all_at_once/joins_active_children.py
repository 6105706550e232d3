# fails: test_everyone_is_waited_for (waits for another child)
# breaks: "do not wait for them"
import multiprocessing
from multiprocessing import Process


def run_all(task, argslist):
    processes = [Process(target=task, args=args) for args in argslist]
    for process in processes:
        process.start()
    for child in multiprocessing.active_children():
        child.join()
    return [process.exitcode for process in processes]
