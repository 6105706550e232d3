# fails: test_three_workers_three_at_once (a pool a task)
# also fails: test_handing_over_does_not_block
from multiprocessing import Pool


def ten_tasks(task, say):
    for i in range(10):
        with Pool(3) as pool:
            pool.apply(task, (i,))
    say("submitted")
    say("all done")
