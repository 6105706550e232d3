# fails: test_three_workers_three_at_once (serial)
# also fails: test_handing_over_does_not_block
# breaks: "without waiting for any of them"
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        for i in range(10):
            pool.apply_async(task, (i,)).get()
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
