# fails: test_code_of_a_job_that_returns (more than one fork)
# breaks: "Create one child with one"
import os


def exit_code_of(job):
    watcher = os.fork()
    if watcher == 0:
        pid = os.fork()
        if pid == 0:
            try:
                os._exit(job() & 0xFF)
            finally:
                os._exit(1)
        os._exit(os.waitpid(pid, 0)[1] >> 8)
    return os.waitstatus_to_exitcode(os.waitpid(watcher, 0)[1])
