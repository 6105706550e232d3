# fails: test_the_child_is_gone (other child ended)
# breaks: "they are neither waited for"
import os
import signal


def print_once(header, child_line, parent_line):
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print(header, flush=True)
    pid = os.fork()
    if pid == 0:
        print(child_line, flush=True)
        os._exit(0)
    os.waitpid(pid, 0)
    print(parent_line, flush=True)
    os.killpg(os.getpgrp(), signal.SIGTERM)
    signal.signal(signal.SIGTERM, before)
