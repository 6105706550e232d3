# three processes that take their tasks from a queue
from multiprocessing import Process, SimpleQueue


def work(task, numbers):
    while (number := numbers.get()) is not None:
        task(number)


def ten_tasks(task, say):
    numbers = SimpleQueue()
    workers = [Process(target=work, args=(task, numbers)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for number in [*range(10), None, None, None]:
        numbers.put(number)
    say("submitted")
    for worker in workers:
        worker.join()
    say("all done")
