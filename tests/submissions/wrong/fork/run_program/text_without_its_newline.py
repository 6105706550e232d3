# fails: test_exit_code_and_output (output changed)
# breaks: "All that the program wrote"
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
    output = output.strip()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output
