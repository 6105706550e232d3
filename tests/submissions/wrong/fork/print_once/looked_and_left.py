# fails: test_the_child_is_gone (no wait)
# breaks: "when the child has been collected"
import os
import select


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    pid = os.fork()
    if pid == 0:
        print(child_line, flush=True)
        os._exit(0)
    select.select([os.pidfd_open(pid)], [], [])
    print(parent_line, flush=True)
