# fails: test_exit_codes_are_in_order (an exception)
# also fails: test_everyone_is_waited_for
# breaks: "do not collect them"

import os
from multiprocessing import get_context


def run_all(task, argslist):
    ps = [get_context("fork").Process(target=task, args=a) for a in argslist]
    for p in ps:
        p.start()
    codes = {}
    while len(codes) < len(ps):
        pid, status = os.wait()
        codes[pid] = os.waitstatus_to_exitcode(status)
    return [codes[p.pid] for p in ps]
