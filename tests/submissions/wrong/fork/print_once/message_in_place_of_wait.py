# fails: test_the_child_is_gone (no wait)
# breaks: "The parent returns within a second"
import os


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        print(child_line, flush=True)
        os.write(w, b"x")
        os._exit(0)
    os.read(r, 1)
    print(parent_line, flush=True)
    os.waitpid(pid, os.WNOHANG)
