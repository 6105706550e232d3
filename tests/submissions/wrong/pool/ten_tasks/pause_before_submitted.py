# fails: test_handing_over_does_not_block (sleeps before submitted)
# breaks: "As soon as all are handed over"
# Gives the workers a second to start.
import time
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        for i in range(10):
            pool.apply_async(task, (i,))
        time.sleep(1)
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
