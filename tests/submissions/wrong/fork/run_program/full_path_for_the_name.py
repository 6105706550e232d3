# fails: test_exit_code_and_output (wrong arguments)
# breaks: "The program gets `argv` exactly as it is"
import os
import shutil


def run_program(argv):
    path = shutil.which(argv[0])
    if path is None:
        return 127, b""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.dup2(write_end, 1)
            os.execvp(path, [path] + argv[1:])
        finally:
            os._exit(126)
    os.close(write_end)
    with open(read_end, "rb") as pipe:
        output = pipe.read()
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), output
