# fails: test_exit_code_and_output (stdout not captured)
# also fails: test_a_large_output_comes_back
# breaks: "All that the program wrote"
import os


def run_program(argv):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.execvp(argv[0], argv)
        finally:
            os._exit(127)
    os.close(w)
    os.close(r)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), b""
