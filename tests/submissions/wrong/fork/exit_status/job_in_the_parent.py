# fails: test_code_of_a_job_that_returns (job in the parent)
# breaks: "Run `job` in a child"
import os


def exit_code_of(job):
    code = job()
    pid = os.fork()
    if pid == 0:
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
