# fails: test_code_of_a_job_that_returns (sys.exit in the child)
# breaks: "brings the child back to the caller"
import os
import sys


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        sys.exit(job())
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
