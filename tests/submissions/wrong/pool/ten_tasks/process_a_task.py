# fails: test_three_workers_three_at_once (too many workers)
# breaks: "Make a pool of exactly three workers"
from multiprocessing import Process


def ten_tasks(task, say):
    processes = [Process(target=task, args=(i,)) for i in range(10)]
    for process in processes:
        process.start()
    say("submitted")
    for process in processes:
        process.join()
    say("all done")
