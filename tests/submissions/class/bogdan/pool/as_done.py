# a process an item, at most so many; sentinels are not needed, the pipes tell
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def child(task, item, pipe):
    pipe.send(task(item))


def as_done(task, items, limit):
    left, running = list(items), {}
    try:
        while left or running:
            while left and len(running) < limit:
                mine, its = Pipe(duplex=False)
                running[mine] = Process(target=child, args=(task, left.pop(0), its))
                running[mine].start()
                its.close()
            for pipe in wait(list(running)):
                result = pipe.recv()
                running.pop(pipe).join()
                yield result
    finally:
        for process in running.values():
            process.terminate()
            process.join()
