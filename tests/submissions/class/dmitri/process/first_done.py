# Asks now and then, and sleeps in between.
import time
from multiprocessing import Process


def first_done(tasks):
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()
    while all(process.is_alive() for process in processes):
        time.sleep(2)
    index = [process.is_alive() for process in processes].index(False)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(timeout=20)
        if process.is_alive():
            process.kill()
            process.join()
    print("the winner is", index)
    return index
