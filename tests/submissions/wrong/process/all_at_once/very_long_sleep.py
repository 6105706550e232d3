# fails: test_everyone_is_waited_for (sleep in place of join)
# breaks: "When every child has ended and has been waited for"

import time
from multiprocessing import Process


def run_all(task, argslist):
    ps = [Process(target=task, args=a) for a in argslist]
    for p in ps:
        p.start()
    time.sleep(5000)
    for p in ps:
        p.join()
    return [p.exitcode for p in ps]
