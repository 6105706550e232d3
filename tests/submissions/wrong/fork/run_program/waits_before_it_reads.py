# fails: test_a_large_output_comes_back (waits before it reads)
# breaks: "or as much as a megabyte"
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
    _, status = os.waitpid(pid, 0)
    with open(r, "rb") as pipe:
        return os.waitstatus_to_exitcode(status), pipe.read()
