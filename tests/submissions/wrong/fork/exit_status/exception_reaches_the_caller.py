# fails: test_exceptions_become_exit_codes (the exception reaches the caller in the child)
# breaks: "brings the child back to the caller"
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        os._exit(job() & 0xFF)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
