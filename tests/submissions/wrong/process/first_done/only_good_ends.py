# fails: test_a_failure_is_an_end (only a good end counts)
# also fails: test_the_losers_are_gone
# breaks: "The first process to end decides"
from multiprocessing import Process, Queue


def work(queue, index, task):
    task()
    queue.put(index)


def first_done(tasks):
    queue = Queue()
    processes = [Process(target=work, args=(queue, index, task)) for index, task in enumerate(tasks)]
    for process in processes:
        process.start()
    index = queue.get()
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()
    return index
