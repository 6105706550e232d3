# fails: test_no_worker_is_left (workers leaked)
# breaks: "no worker is left"
from multiprocessing import Pool

pools = []


def ten_tasks(task, say):
    pool = Pool(3)
    pools.append(pool)
    results = [pool.apply_async(task, (i,)) for i in range(10)]
    say("submitted")
    pool.close()
    for result in results:
        result.get()
    say("all done")
