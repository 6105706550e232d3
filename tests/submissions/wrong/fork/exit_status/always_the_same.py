# fails: test_code_of_a_job_that_returns (wrong code)
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(job())
        finally:
            os._exit(1)
    os.waitpid(pid, 0)
    return 0
