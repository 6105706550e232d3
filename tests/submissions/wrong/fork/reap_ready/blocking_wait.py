# fails: test_the_living_are_left_alone (blocking wait)
import os


def reap_ready():
    codes = {}
    while True:
        try:
            pid, status = os.wait()
        except ChildProcessError:
            return codes
        codes[pid] = os.waitstatus_to_exitcode(status)
