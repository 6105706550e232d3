# fails: test_each_line_once_by_its_process (wrong process)
# breaks: "prints `child_line`; then the parent"
import os


def print_once(header, child_line, parent_line):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)
    print(header, child_line, parent_line, sep="\n")
