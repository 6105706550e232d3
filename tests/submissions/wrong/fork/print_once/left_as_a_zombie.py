# fails: test_the_child_is_gone (no wait)
# breaks: "when the child has been collected"
import os


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    r, w = os.pipe()
    if os.fork() == 0:
        print(child_line, flush=True)
        os._exit(0)
    os.close(w)
    os.read(r, 1)
    print(parent_line, flush=True)
