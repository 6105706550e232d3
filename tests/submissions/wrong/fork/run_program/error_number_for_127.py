# fails: test_no_such_program_is_127 (not 127)
# breaks: "the exit code is 127 and"
import os


def run_program(argv):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(w, 1)
        try:
            os.execvp(argv[0], argv)
        except OSError as error:
            os._exit(error.errno)
    os.close(w)
    with open(r, "rb") as pipe:
        output = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output
