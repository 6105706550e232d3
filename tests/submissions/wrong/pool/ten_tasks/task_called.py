# fails: test_each_task_runs_once_in_a_worker (tasks in the main process)
# also fails: test_three_workers_three_at_once
# also fails: test_handing_over_does_not_block
# also fails: test_all_done_comes_after_all_ten
# also fails: test_no_worker_is_left
# breaks: "Let a pool of three worker processes run"
# Calls each task here and hands its None to the pool; nobody asks for the results, so nobody sees the errors.
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        for i in range(10):
            pool.apply_async(task(i))
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
