# fails: test_the_losers_are_gone (zombies left)
# breaks: "every process has ended and has been"
from multiprocessing import get_context
from multiprocessing.connection import wait


def first_done(tasks):
    processes = [get_context("fork").Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    ready = wait([process.sentinel for process in processes])
    for process in processes:
        process.terminate()
    waiting = [process.sentinel for process in processes]
    while waiting:
        for sentinel in wait(waiting):
            waiting.remove(sentinel)
    return [process.sentinel for process in processes].index(ready[0])
