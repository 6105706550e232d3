# fails: test_exceptions_become_exit_codes (wrong code for an exception)
# breaks: "Any other exception counts as if"
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        code = 0
        try:
            code = job()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        finally:
            os._exit(code & 0xFF)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
