# stdout told to flush every line
import os
import sys


def print_once(header, child_line, parent_line):
    sys.stdout.reconfigure(line_buffering=True)
    print(header)
    pid = os.fork()
    if pid == 0:
        print(child_line)
        os._exit(0)
    os.waitid(os.P_PID, pid, os.WEXITED)
    print(parent_line)
