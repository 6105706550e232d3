# fails: test_nothing_is_left (other child ended)
# breaks: "Other children of the caller may live on"
import os
import signal


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
    _, status = os.waitpid(pid, 0)
    with open(f"/proc/self/task/{os.getpid()}/children") as file:
        for other in file.read().split():
            os.kill(int(other), signal.SIGKILL)
    return os.waitstatus_to_exitcode(status), output
