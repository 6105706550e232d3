# fails: test_exceptions_become_exit_codes (code dropped)
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        code = 0
        try:
            code = job()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
