# fails: test_exceptions_become_exit_codes (the exception reaches the caller in the child)
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        os._exit(job())
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
