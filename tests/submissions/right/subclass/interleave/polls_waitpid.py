# os.fork, and waitpid with WNOHANG every 20 ms.
import os
import time


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    pid = os.fork()
    if not pid:
        ticks(n, child_tick)
        os._exit(0)
    ticks(n, parent_tick)
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        time.sleep(0.02)
