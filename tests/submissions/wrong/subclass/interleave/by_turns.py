# fails: test_both_tick_at_the_same_time (by turns)
# breaks: "Neither side waits until the other"
from multiprocessing import Event, Process


def child_side(n, tick, go, back):
    for i in range(n):
        go.wait()
        go.clear()
        tick(i)
        back.set()


def interleave(n, child_tick, parent_tick):
    go, back = Event(), Event()
    child = Process(target=child_side, args=(n, child_tick, go, back))
    child.start()
    for i in range(n):
        parent_tick(i)
        go.set()
        back.wait()
        back.clear()
    child.join()
