# fails: test_code_of_a_job_that_returns (child runs on)
# breaks: "brings the child back to the caller"
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        return job()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
