# fails: test_lines_in_order_on_a_pipe (no wait before the parent's line)
# also fails: test_lines_in_a_file
# also fails: test_lines_in_order_on_a_terminal
# also fails: test_the_child_is_gone
# breaks: "The parent returns within a second"
import os


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    if os.fork() == 0:
        print(child_line, flush=True)
        os._exit(0)
    print(parent_line, flush=True)
