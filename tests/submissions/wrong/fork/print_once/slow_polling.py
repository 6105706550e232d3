# fails: test_the_child_is_gone (sleep in place of wait)
# breaks: "The parent returns within a second"
import os
from time import sleep


def print_once(header, child_line, parent_line):
    print(header, flush=True)
    pid = os.fork()
    if pid == 0:
        print(child_line, flush=True)
        os._exit(0)
    sleep(7)
    while not os.waitpid(pid, os.WNOHANG)[0]:
        sleep(7)
    print(parent_line, flush=True)
