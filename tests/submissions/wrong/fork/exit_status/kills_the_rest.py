# fails: test_the_child_is_collected (other child ended)
# breaks: "they are neither waited for"
import os
import signal
from pathlib import Path


def exit_code_of(job):
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(job() & 0xFF)
        except SystemExit as stop:
            os._exit(stop.code & 0xFF)
        finally:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    for other in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split():
        os.kill(int(other), signal.SIGTERM)
    return os.waitstatus_to_exitcode(status)
