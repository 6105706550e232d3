# fails: test_exit_codes_are_in_order (wrong exit codes)
# breaks: "0 when the task returned, whatever it returned"

import sys
from multiprocessing import Process


def w(task, args):
    sys.exit(task(*args))


def run_all(task, argslist):
    ps = [Process(target=w, args=(task, a)) for a in argslist]
    for p in ps:
        p.start()
    for p in ps:
        p.join()
    return [p.exitcode for p in ps]
