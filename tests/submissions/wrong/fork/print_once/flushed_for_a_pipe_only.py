# fails: test_each_line_once_by_its_process (header doubled by an unflushed buffer)
# breaks: "and also when stdout is a pipe"
import os
import stat
import sys


def print_once(header, child_line, parent_line):
    print(header)
    if stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode):
        sys.stdout.flush()      # a pipe is buffered
    pid = os.fork()
    if pid == 0:
        try:
            print(child_line)
            sys.stdout.flush()
        finally:
            os._exit(0)
    os.waitpid(pid, 0)
    print(parent_line)
