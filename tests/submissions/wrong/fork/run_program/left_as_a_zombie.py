# fails: test_nothing_is_left (zombie)
# breaks: "may close its stdout long before"
import os


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
    info = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    return (info.si_status if info.si_code == os.CLD_EXITED else -info.si_status), output
