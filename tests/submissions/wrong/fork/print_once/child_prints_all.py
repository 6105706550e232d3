# fails: test_each_line_once_by_its_process (wrong process)
# breaks: "written by the process that it belongs to"
import os


def print_once(header, child_line, parent_line):
    pid = os.fork()
    if pid == 0:
        print(header, child_line, parent_line, sep="\n", flush=True)
        os._exit(0)
    os.waitpid(pid, 0)
