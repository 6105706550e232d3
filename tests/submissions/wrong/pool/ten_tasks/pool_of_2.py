# fails: test_three_workers_three_at_once (too few workers)
# breaks: "Make a pool of exactly three workers"
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(2) as pool:
        for i in range(10):
            pool.apply_async(task, (i,))
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
