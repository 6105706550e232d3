# fails: test_the_living_are_left_alone (blocking wait)
# also fails: test_nobody_left_is_no_error
# breaks: "blocking or sleeping until a child ends"
import os


def reap_ready():
    codes = {}
    while True:
        try:
            pid, status = os.wait()
        except ChildProcessError:
            return codes
        codes[pid] = os.waitstatus_to_exitcode(status)
