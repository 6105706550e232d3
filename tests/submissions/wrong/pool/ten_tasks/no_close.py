# fails: test_no_worker_is_left (workers leaked)
# breaks: "no worker is left"
from multiprocessing import Pool

pool = None


def ten_tasks(task, say):
    global pool
    pool = Pool(3)
    results = [pool.apply_async(task, (i,)) for i in range(10)]
    say("submitted")
    for result in results:
        result.wait()
    say("all done")
