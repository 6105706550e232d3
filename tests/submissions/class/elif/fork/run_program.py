# no pipe at all: the program writes into a file in memory, read when it has ended
import os


def run_program(argv):
    with open(os.memfd_create("output"), "w+b") as file:
        pid = os.fork()
        if pid == 0:
            try:
                os.dup2(file.fileno(), 1)
                os.execvp(argv[0], argv)
            finally:
                os._exit(127)
        _, status = os.waitpid(pid, 0)
        file.seek(0)
        return os.waitstatus_to_exitcode(status), file.read()
