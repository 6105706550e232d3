# fails: test_no_worker_is_left (workers leaked)
# breaks: "no worker is left"
# A pool for the whole program, closed at the end of the first call.
from multiprocessing import Pool

pools = []


def ten_tasks(task, say):
    if not pools:
        pools.append(Pool(3))
    results = [pools[0].apply_async(task, (i,)) for i in range(10)]
    say("submitted")
    for result in results:
        result.get()
    say("all done")
