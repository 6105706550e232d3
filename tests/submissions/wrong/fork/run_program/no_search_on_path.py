# fails: test_the_program_runs_in_a_child (no exec)
# breaks: "replace Python by the program"
import os


def run_program(argv):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(w, 1)
            os.execv(argv[0], argv)
        finally:
            os._exit(127)
    os.close(w)
    with open(r, "rb") as pipe:
        output = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output
