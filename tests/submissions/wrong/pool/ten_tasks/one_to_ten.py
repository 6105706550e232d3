# fails: test_each_task_runs_once_in_a_worker (tasks missing)
# breaks: "Each task runs exactly once"
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        for i in range(1, 10):
            pool.apply_async(task, (i,))
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
