# fails: test_each_side_ticks_in_its_own_process (more than one child)
# breaks: "Create one child process"
from multiprocessing import Process


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    helper = Process(target=ticks, args=(0, child_tick))
    helper.start()
    child = Process(target=ticks, args=(n, child_tick))
    child.start()
    ticks(n, parent_tick)
    child.join()
    helper.join()
