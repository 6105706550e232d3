# fails: test_lines_in_order_on_a_pipe (flush after the fork)
# also fails: test_lines_in_a_file
# breaks: "appear on stdout in this order"
import os
import sys


def print_once(header, child_line, parent_line):
    print(header)
    pid = os.fork()
    if pid == 0:
        os.write(1, f"{child_line}\n".encode())
        os._exit(0)
    sys.stdout.flush()
    os.waitpid(pid, 0)
    print(parent_line)
