# fails: test_each_task_runs_once_in_a_worker (tasks missing)
# also fails: test_three_workers_three_at_once
# also fails: test_all_done_comes_after_all_ten
# breaks: "Wait until all ten have ended"
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        for i in range(10):
            pool.apply_async(task, (i,))
        say("submitted")
        pool.join()
    say("all done")
