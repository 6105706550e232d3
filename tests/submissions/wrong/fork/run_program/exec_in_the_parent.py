# fails: test_the_program_runs_in_a_child (exec in the parent)
# breaks: "The process that calls `run_program` stays"
import os


def run_program(argv):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(w)
        with open(r, "rb") as pipe:
            pipe.read()
        os._exit(0)
    os.dup2(w, 1)
    os.execvp(argv[0], argv)
