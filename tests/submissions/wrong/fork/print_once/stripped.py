# fails: test_each_line_once_by_its_process (line changed)
# breaks: "Each of them appears exactly once"
import os


def print_once(header, child_line, parent_line):
    print(header.strip(), flush=True)
    pid = os.fork()
    if pid == 0:
        print(child_line.strip(), flush=True)
        os._exit(0)
    os.waitpid(pid, 0)
    print(parent_line.strip(), flush=True)
