# fails: test_the_child_is_collected (sleep in place of wait)
# breaks: "sleeping in place of waiting"
import os
import time


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(job() & 0xFF)
        except SystemExit as stop:
            os._exit(stop.code & 0xFF)
        finally:
            os._exit(1)
    time.sleep(1000)
    return os.waitstatus_to_exitcode(os.waitpid(pid, os.WNOHANG)[1])
