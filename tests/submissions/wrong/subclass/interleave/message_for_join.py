# fails: test_waits_for_the_child_at_the_end (zombie)
# breaks: "when the child has exited by itself"
from multiprocessing import Pipe, Process


def ticks(n, tick):
    for i in range(n):
        tick(i)


def ticks_and_tell(n, tick, there):
    ticks(n, tick)
    there.send("done")


def interleave(n, child_tick, parent_tick):
    here, there = Pipe()
    child = Process(target=ticks_and_tell, args=(n, child_tick, there))
    child.start()
    ticks(n, parent_tick)
    here.recv()
