# Polls is_alive() every 10 ms after its own ticks.
import time
from multiprocessing import Process


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    child = Process(target=ticks, args=(n, child_tick))
    child.start()
    ticks(n, parent_tick)
    while child.is_alive():
        time.sleep(0.01)
