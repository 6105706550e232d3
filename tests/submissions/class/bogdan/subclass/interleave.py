# The forkserver context; waits on the sentinel, then closes the process object.
from multiprocessing import connection, get_context


def ticks(n, tick):
    print("child begins")
    for i in range(n):
        tick(i)


def interleave(n, child_tick, parent_tick):
    child = get_context("forkserver").Process(target=ticks, args=(n, child_tick))
    child.start()
    for i in range(n):
        parent_tick(i)
    connection.wait([child.sentinel])
    child.join()
    child.close()
