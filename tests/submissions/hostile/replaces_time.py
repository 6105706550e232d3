# class: interpreter
# harm: replaces time.sleep, the clocks and os.getpid
# shown: its sleeps cost nothing and its PID is 1: so the scenario's other child ends at once, and it is charged for that
# score: 2
# why: waits for other children
# unprotected: changes the tests' interpreter

import os
import time


time.sleep = lambda seconds: None
time.time = time.monotonic = time.perf_counter = lambda: 0.0
os.getpid = os.getppid = lambda: 1


def fork_once(in_child, in_parent):
    pid = os.fork()
    if pid == 0:
        try:
            in_child()
        finally:
            os._exit(0)
    in_parent(pid)
    os.waitpid(pid, 0)
