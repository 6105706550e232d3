# fails: test_the_losers_are_gone (another's child ended)
# breaks: "Leave other children of your caller alone"
from multiprocessing import Process, active_children
from multiprocessing.connection import wait


def first_done(tasks):
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    ready = wait([process.sentinel for process in processes])
    first = [process.sentinel for process in processes].index(ready[0])
    for child in active_children():
        child.terminate()
        child.join()
    processes[first].join()
    return first
