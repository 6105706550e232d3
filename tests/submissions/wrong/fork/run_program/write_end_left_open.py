# fails: test_the_program_runs_in_a_child (write end left open)
# breaks: "Run the program `argv[0]`"
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
    with open(r, "rb") as pipe:
        output = pipe.read()
    os.close(w)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output
