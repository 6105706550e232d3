# fails: test_waits_for_the_child_at_the_end (zombie)
# breaks: "when the child has exited by itself"
import time
from multiprocessing import get_context

fork = get_context("fork")  # under forkserver, the fork server would collect the child


def ticks(n, tick, done):
    for i in range(n):
        tick(i)
    done.set()


def interleave(n, child_tick, parent_tick):
    done = fork.Event()
    child = fork.Process(target=ticks, args=(n, child_tick, done))
    child.start()
    for i in range(n):
        parent_tick(i)
    done.wait()
    time.sleep(1)
