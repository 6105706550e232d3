# a process an item, at most so many; each sends its error or None through a pipe
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def child(task, item, pipe):
    try:
        task(item)
    except Exception as error:
        pipe.send(error)
    else:
        pipe.send(None)


def first_error_stops(task, items, limit):
    left, running = list(items), {}
    try:
        while left or running:
            while left and len(running) < limit:
                mine, its = Pipe(duplex=False)
                running[mine] = Process(target=child, args=(task, left.pop(0), its))
                running[mine].start()
                its.close()
            for pipe in wait(list(running)):
                error = pipe.recv()
                running.pop(pipe).join()
                if error is not None:
                    raise error
    finally:
        for process in running.values():
            process.kill()
        for process in running.values():
            process.join()
