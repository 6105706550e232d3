# fails: test_exit_code_and_output (output changed)
# breaks: "as the same bytes"
import os


def run_program(argv):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(r)
        os.dup2(w, 1)
        os.close(w)
        try:
            os.execvp(argv[0], argv)
        except OSError:
            os._exit(127)
    os.close(w)
    with os.fdopen(r, errors="replace") as f:
        output = f.read()
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), output.encode()
