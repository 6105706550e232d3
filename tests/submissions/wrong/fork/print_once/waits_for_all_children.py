# fails: test_the_child_is_gone (waits for other children)
# breaks: "they are neither waited for"
import os


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    pid = os.fork()
    if pid == 0:
        print(child_line, flush=True)
        os._exit(0)
    try:
        while os.wait():
            pass
    except ChildProcessError:
        print(parent_line, flush=True)
