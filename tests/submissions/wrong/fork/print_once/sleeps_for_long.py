# fails: test_the_child_is_gone (sleep in place of wait)
# breaks: "sleeping in place of waiting"
import os
import time


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    pid = os.fork()
    if pid == 0:
        print(child_line, flush=True)
        os._exit(0)
    time.sleep(5000)
    os.waitpid(pid, 0)
    print(parent_line, flush=True)
