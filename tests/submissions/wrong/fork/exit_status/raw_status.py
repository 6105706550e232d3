# fails: test_code_of_a_job_that_returns (the raw status)
# breaks: "The exit code that the kernel has kept"
import os


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(job() & 0xFF)
        except SystemExit as stop:
            os._exit(stop.code & 0xFF)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1]
