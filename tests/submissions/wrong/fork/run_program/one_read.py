# fails: test_a_large_output_comes_back (one read for all)
# also fails: test_exit_code_and_output
# also fails: test_nothing_is_left
# breaks: "or as much as a megabyte"
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
    output = os.read(r, 1_000_000)
    os.close(r)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), output
