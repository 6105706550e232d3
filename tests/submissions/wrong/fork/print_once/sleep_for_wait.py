# fails: test_lines_in_order_on_a_pipe (sleep in place of wait)
# also fails: test_lines_in_a_file
# also fails: test_lines_in_order_on_a_terminal
# also fails: test_the_child_is_gone
# breaks: "sleeping in place of waiting"
import os
import time


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    pid = os.fork()
    if pid == 0:
        print(child_line, flush=True)
        os._exit(0)
    time.sleep(1)
    print(parent_line, flush=True)
