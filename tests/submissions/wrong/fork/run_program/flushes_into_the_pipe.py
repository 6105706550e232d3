# fails: test_exit_code_and_output (the caller's output captured)
# also fails: test_no_such_program_is_127
# breaks: "All that the program wrote"
import os
import sys


def run_program(argv):
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(write_end, 1)
            sys.stdout.flush()          # exec throws the buffers away
            sys.stderr.flush()
            os.execvp(argv[0], argv)
        except FileNotFoundError:
            os._exit(127)
        finally:
            os._exit(126)
    os.close(write_end)
    with open(read_end, "rb") as pipe:
        output = pipe.read()
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), output
