# fails: test_the_program_runs_in_a_child (exec in the parent)
# breaks: "The process that calls `run_program` stays"
import os


def run_program(argv):
    try:
        os.execvp(argv[0], argv)
    except FileNotFoundError:
        return 127, b""
