# fails: test_each_line_once_by_its_process (buffer doubled)
# breaks: "What the caller had printed to stdout"
import os
import sys


def print_once(header, child_line, parent_line):
    os.write(1, header.encode() + b"\n")
    pid = os.fork()
    if pid == 0:
        print(child_line)
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(pid, 0)
    print(parent_line, flush=True)
