# fails: test_three_workers_three_at_once (Pool(10))
from multiprocessing import Process


def ten_tasks(task, say):
    processes = [Process(target=task, args=(i,)) for i in range(10)]
    for process in processes:
        process.start()
    say("submitted")
    for process in processes:
        process.join()
    say("all done")
