# fails: test_all_done_comes_after_all_ten (said in a worker)
# breaks: "by the process that called `ten_tasks`"
# The worker with the last task says it.
from functools import partial
from multiprocessing import Pool


def task_and_say(task, say, i):
    task(i)
    if i == 9:
        say("all done")


def ten_tasks(task, say):
    with Pool(3) as pool:
        result = pool.map_async(partial(task_and_say, task, say), range(10), chunksize=1)
        say("submitted")
        result.wait()
        pool.close()
        pool.join()
