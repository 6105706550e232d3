# fails: test_each_task_runs_once_in_a_worker (tasks missing)
# also fails: test_all_done_comes_after_all_ten
# also fails: test_no_worker_is_left
# breaks: "waiting by sleeping"
import time
from multiprocessing import Pool


def ten_tasks(task, say):
    pool = Pool(3)
    for i in range(10):
        pool.apply_async(task, (i,))
    say("submitted")
    pool.close()
    time.sleep(60)
    say("all done")
