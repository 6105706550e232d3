# fails: test_three_workers_three_at_once (idle workers)
# breaks: "waits until a worker is free"
# Every worker has its share before the first one begins.
from multiprocessing import Process


def share(task, numbers):
    for number in numbers:
        task(number)


def ten_tasks(task, say):
    workers = [Process(target=share, args=(task, range(first, 10, 3))) for first in range(3)]
    for worker in workers:
        worker.start()
    say("submitted")
    for worker in workers:
        worker.join()
    say("all done")
