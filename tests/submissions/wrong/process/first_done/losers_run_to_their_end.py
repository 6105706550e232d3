# fails: test_the_losers_are_gone (losers run on)
# breaks: "All others are then"
from multiprocessing import Process
from multiprocessing.connection import wait


def first_done(tasks):
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    ready = wait([process.sentinel for process in processes])
    for process in processes:
        process.join()
    return [process.sentinel for process in processes].index(ready[0])
