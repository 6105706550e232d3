# fails: test_each_line_once_by_its_process (header doubled by an unflushed buffer)
# breaks: "Each of them appears exactly once"
import os


def print_once(header, child_line, parent_line):
    print(header)
    pid = os.fork()
    if pid == 0:
        print(child_line, flush=True)
        os._exit(0)
    os.waitpid(pid, 0)
    print(parent_line)
