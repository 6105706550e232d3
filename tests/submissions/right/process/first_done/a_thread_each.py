# A thread a process joins it and puts its index into a queue; the first entry counts.
import queue
import threading
from multiprocessing import Process


def first_done(tasks):
    ended = queue.Queue()
    processes = [Process(target=task) for task in tasks]
    for process in processes:
        process.start()

    def wait_for(index):
        processes[index].join()
        ended.put(index)

    threads = [threading.Thread(target=wait_for, args=(index,)) for index in range(len(tasks))]
    for thread in threads:
        thread.start()
    first = ended.get()
    for process in processes:
        process.terminate()
    for thread in threads:
        thread.join()
    return first
