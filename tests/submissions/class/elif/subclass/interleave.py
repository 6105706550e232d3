# The spawn context, polling is_alive() in place of join's long wait, then join.
import multiprocessing
import time


def ticks(n, tick):
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    child = multiprocessing.get_context("spawn").Process(target=ticks, args=(n, child_tick))
    child.start()
    ticks(n, parent_tick)
    while child.is_alive():
        time.sleep(0.5)
    child.join()
