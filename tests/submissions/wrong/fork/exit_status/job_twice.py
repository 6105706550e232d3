# fails: test_code_of_a_job_that_returns (called twice)
# breaks: "The child calls `job()`, once"
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            if job() is not None:
                code = job()
        except SystemExit as stop:
            if isinstance(stop.code, int):
                code = stop.code
        finally:
            os._exit(code & 0xFF)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
