# os.fork and waitpid.
import os


def interleave(n, child_tick, parent_tick):
    pid = os.fork()
    if pid == 0:
        try:
            for i in range(n):
                child_tick(i)
        finally:
            os._exit(0)
    for i in range(n):
        parent_tick(i)
    os.waitpid(pid, 0)
