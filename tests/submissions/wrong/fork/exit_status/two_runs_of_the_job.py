# fails: test_code_of_a_job_that_returns (more than one fork)
# breaks: "Create one child with one"
import os


def run(job):
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(job() & 0xFF)
        except SystemExit as stop:
            os._exit(stop.code & 0xFF)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1]


def exit_code_of(job):
    if os.WIFSIGNALED(run(job)):
        return -os.WTERMSIG(run(job))
    return os.WEXITSTATUS(run(job))
