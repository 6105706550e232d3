# fails: test_nobody_left_is_no_error (creates a child)
# also fails: test_the_living_are_left_alone
# breaks: "`reap_ready` creates none"
import os


def reap_ready():
    codes = {}
    probe = os.fork()  # so that there is always a child to wait for
    if probe == 0:
        os._exit(0)
    while True:
        pid, status = os.wait()
        if pid == probe:
            return codes
        codes[pid] = os.waitstatus_to_exitcode(status)
