# fails: test_three_workers_three_at_once (new workers for tasks)
# breaks: "a new pool or new workers for every task"
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3, maxtasksperchild=1) as pool:
        for i in range(10):
            pool.apply_async(task, (i,))
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
