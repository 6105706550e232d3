# fails: test_all_done_comes_after_all_ten (sleep in place of join)
# breaks: "waiting by sleeping"
# Long enough under every schedule, and joined afterwards.
import time
from multiprocessing import Pool


def ten_tasks(task, say):
    pool = Pool(3)
    pool.map_async(task, range(10))
    say("submitted")
    time.sleep(5000)
    pool.close()
    pool.join()
    say("all done")
