# fails: test_the_child_is_collected (sleep in place of wait)
# breaks: "within a second of that"
import os
import threading


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(job() & 0xFF)
        except SystemExit as stop:
            os._exit(stop.code & 0xFF)
        finally:
            os._exit(1)
    tick = threading.Event()
    while True:
        tick.wait(10)
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
