# sys.stdout.write and flush; the parent's line may wait in the buffer until the program ends
import os
import sys


def print_once(header, child_line, parent_line):
    sys.stdout.write(header + "\n")
    sys.stdout.flush()
    if os.fork() == 0:
        try:
            sys.stdout.write(child_line + "\n")
            sys.stdout.flush()
        finally:
            os._exit(0)
    os.wait()
    sys.stdout.write(parent_line + "\n")
