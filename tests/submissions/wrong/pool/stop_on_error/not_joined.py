# fails: test_no_worker_survives_the_error (stopped, not joined)
# breaks: "all have ended and have been joined"
# Terminated, but nobody waits for them.
from multiprocessing import Pipe, Process
from multiprocessing.connection import wait


def child(task, item, pipe):
    try:
        task(item)
        pipe.send(None)
    except Exception as error:
        pipe.send(error)


def first_error_stops(task, items, limit):
    left, running = list(items), {}
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
                for process in running.values():
                    process.terminate()
                raise error
