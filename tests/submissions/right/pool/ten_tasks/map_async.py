# one map_async, no with block
import multiprocessing


def ten_tasks(task, say):
    pool = multiprocessing.Pool(3)
    result = pool.map_async(task, range(10), chunksize=1)
    say("submitted")
    pool.close()
    result.wait()
    pool.join()
    say("all done")
