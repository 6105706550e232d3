# fails: test_each_line_once_by_its_process (child runs on)
# breaks: "never comes back to the caller"
import os


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    pid = os.fork()
    if pid == 0:
        print(child_line, flush=True)
    else:
        os.waitpid(pid, 0)
    print(parent_line, flush=True)
