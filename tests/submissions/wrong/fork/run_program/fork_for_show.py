# fails: test_the_program_runs_in_a_child (no exec)
# breaks: "replace Python by the program"
import os


def run_program(argv):
    pid = os.fork()
    if pid == 0:
        os._exit(3)
    os.waitpid(pid, 0)
    return 3, argv[-1].encode()
