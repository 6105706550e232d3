# fails: test_exceptions_become_exit_codes (the exception reaches the caller in the child)
# also fails: test_the_child_is_collected
import os
import sys


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        sys.exit(job())
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
