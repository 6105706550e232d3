# fails: test_code_of_a_job_that_returns (answer forgotten)
# breaks: "The parent returns how the child ended"
# breaks: "return that code as the kernel keeps it"
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
    os.waitpid(pid, 0)
