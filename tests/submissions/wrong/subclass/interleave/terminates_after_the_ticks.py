# fails: test_waits_for_the_child_at_the_end (the child is killed)
# breaks: "when the child has exited by itself"
import time
from multiprocessing import Event, Process


def ticks(n, tick):
    for i in range(n):
        tick(i)


def ticks_and_tell(n, tick, told):
    ticks(n, tick)
    told.set()
    time.sleep(5)


def interleave(n, child_tick, parent_tick):
    told = Event()
    child = Process(target=ticks_and_tell, args=(n, child_tick, told))
    child.start()
    ticks(n, parent_tick)
    told.wait()
    child.kill()
    child.join()
