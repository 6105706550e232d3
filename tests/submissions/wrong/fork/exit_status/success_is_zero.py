# fails: test_code_of_a_job_that_returns (code dropped)
# breaks: "let what it returns be the child's exit code"
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            job()
            code = 0
        except SystemExit as stop:
            if isinstance(stop.code, int):
                code = stop.code & 0xFF
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
