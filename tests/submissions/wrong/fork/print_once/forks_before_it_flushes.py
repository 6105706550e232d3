# fails: test_each_line_once_by_its_process (buffer doubled)
# breaks: "What the caller had printed to stdout"
import os


def print_once(header, child_line, parent_line):
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(w)
        os.read(r, 1)
        print(child_line, flush=True)
        os._exit(0)
    print(header, flush=True)
    os.close(r)
    os.close(w)
    os.waitpid(pid, 0)
    print(parent_line, flush=True)
