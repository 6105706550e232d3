# fails: test_lines_in_order_on_a_terminal (no wait before the parent's line)
# breaks: "appear on stdout in this order"
import os


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    pid = os.fork()
    if pid == 0:
        print(child_line, flush=True)
        os._exit(0)
    print(parent_line)
    os.waitpid(pid, 0)
