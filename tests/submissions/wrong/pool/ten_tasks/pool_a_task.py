# fails: test_three_workers_three_at_once (new workers for tasks)
# also fails: test_handing_over_does_not_block
# breaks: "a new pool or new workers for every task"
from multiprocessing import Pool


def ten_tasks(task, say):
    for i in range(10):
        with Pool(3) as pool:
            pool.apply(task, (i,))
    say("submitted")
    say("all done")
