# fails: test_the_program_runs_in_a_child (stdout of the parent changed)
# breaks: "The process that calls `run_program` stays"
import os


def run_program(argv):
    read_end, write_end = os.pipe()
    os.dup2(write_end, 1)
    pid = os.fork()
    if pid == 0:
        try:
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    os.close(write_end)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with open(read_end, "rb") as pipe:
        output = pipe.read()
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), output
