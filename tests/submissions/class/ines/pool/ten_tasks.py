# a pool of the spawn start method
from multiprocessing import get_context


def ten_tasks(task, say):
    with get_context("spawn").Pool(3) as pool:
        for i in range(10):
            pool.apply_async(task, [i])
        say("submitted")
        pool.close()
        pool.join()
        say("all done")
