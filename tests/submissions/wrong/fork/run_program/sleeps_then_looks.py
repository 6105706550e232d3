# fails: test_nothing_is_left (sleep in place of wait)
# breaks: "sleeping in place of waiting"
import os
import time


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
    time.sleep(500)
    return os.waitstatus_to_exitcode(os.waitpid(pid, os.WNOHANG)[1]), output
