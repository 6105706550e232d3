# fails: test_code_of_a_job_that_returns (code dropped)
# breaks: "ends with the number that it returned"
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            job()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
