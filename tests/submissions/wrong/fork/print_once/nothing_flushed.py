# fails: test_each_line_once_by_its_process (child's line lost by os._exit)
# breaks: "Print three lines in a fixed order"
import os


def print_once(header, child_line, parent_line):
    print(header)
    pid = os.fork()
    if pid == 0:
        print(child_line)
        os._exit(0)
    os.waitpid(pid, 0)
    print(parent_line)
