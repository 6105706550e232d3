# os.write: no buffer, nothing to flush
import os


def print_once(header, child_line, parent_line):
    os.write(1, (header + "\n").encode())
    pid = os.fork()
    if pid == 0:
        os.write(1, (child_line + "\n").encode())
        os._exit(0)
    os.waitpid(pid, 0)
    os.write(1, (parent_line + "\n").encode())
