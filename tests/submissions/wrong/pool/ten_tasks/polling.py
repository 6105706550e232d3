# fails: test_all_done_comes_after_all_ten (sleep in place of join)
# breaks: "waiting by sleeping"
# Asks again and again, with a short sleep each time.
import time
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        results = [pool.apply_async(task, (i,)) for i in range(10)]
        say("submitted")
        while not all(result.ready() for result in results):
            time.sleep(0.1)
        pool.close()
        pool.join()
    say("all done")
