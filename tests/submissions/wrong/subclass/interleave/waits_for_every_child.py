# fails: test_waits_for_the_child_at_the_end (returns too late)
# breaks: "Other children of the program"
import os


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    pid = os.fork()
    if pid == 0:
        ticks(n, child_tick)
        os._exit(0)
    ticks(n, parent_tick)
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass
