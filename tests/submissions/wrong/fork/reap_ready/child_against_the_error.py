# fails: test_nobody_left_is_no_error (creates a child)
# also fails: test_the_living_are_left_alone
# breaks: "`reap_ready` creates none"
import os
import signal


def reap_ready():
    codes = {}
    guard = os.fork()  # as long as it lives there is no ChildProcessError
    if guard == 0:
        signal.pause()
    while True:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            break
        codes[pid] = os.waitstatus_to_exitcode(status)
    os.kill(guard, signal.SIGKILL)
    os.waitpid(guard, 0)
    return codes
