# fails: test_nothing_is_left (no wait)
# breaks: "may close its stdout long before"
import os
import select


def run_program(argv):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(w, 1)
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    os.close(w)
    with open(r, "rb") as pipe:
        output = pipe.read()
    descriptor = os.pidfd_open(pid)
    select.select([descriptor], [], [], 1)
    os.close(descriptor)
    _, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status), output
