# fails: test_each_task_runs_once_in_a_worker (a task twice)
# breaks: "Each task runs exactly once"
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        for i in range(10):
            pool.apply_async(task, (i,))
        pool.apply_async(task, (0,))
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
