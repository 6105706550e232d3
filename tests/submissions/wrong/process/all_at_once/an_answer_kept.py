# fails: test_every_tuple_has_its_own_process (task never ran)
# breaks: "Run `task(*args)` for every tuple of `argslist`"
import functools
from multiprocessing import Process


def run_all(task, argslist):
    return list(codes(task, tuple(argslist)))


@functools.cache
def codes(task, argslist):
    children = [Process(target=task, args=args) for args in argslist]
    for child in children:
        child.start()
    for child in children:
        child.join()
    return [child.exitcode for child in children]
