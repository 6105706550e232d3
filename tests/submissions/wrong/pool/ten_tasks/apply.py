# fails: test_handing_over_does_not_block (apply)
# also fails: test_three_workers_three_at_once
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        for i in range(10):
            pool.apply(task, (i,))
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
