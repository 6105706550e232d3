# fails: test_nothing_is_left (waits for other children)
# breaks: "Other children of the caller may live on"
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
    statuses = {}
    try:
        while True:
            ended, status = os.wait()
            statuses[ended] = os.waitstatus_to_exitcode(status)
    except ChildProcessError:
        return statuses[pid], output
