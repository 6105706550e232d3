# fails: test_code_of_a_job_that_returns (wrong code)
# breaks: "The parent returns how the child ended"
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(job() & 0xFF)
        finally:
            os._exit(1)
    os.waitpid(pid, 0)
    return 0
