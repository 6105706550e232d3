# sys.exit in the child, caught before it can leave the function
import os
import sys


def exit_code_of(job):
    print("asking")
    if pid := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    try:
        sys.exit(job())
    except SystemExit as stop:
        if isinstance(stop.code, int):
            os._exit(stop.code & 255)
    finally:
        os._exit(1)
