# fails: test_the_program_runs_in_a_child (not a code and bytes)
# breaks: "Returned is a tuple of two"
import os


def run_program(argv):
    pid = os.fork()
    if pid == 0:
        try:
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
