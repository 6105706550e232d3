# fails: test_each_task_runs_once_in_a_worker (tasks in the main process)
# also fails: test_three_workers_three_at_once
# also fails: test_handing_over_does_not_block
# also fails: test_all_done_comes_after_all_ten
# also fails: test_no_worker_is_left
# breaks: "in one of the three workers"
# Three workers for show; the tasks run at home.
from multiprocessing import Pool


def ten_tasks(task, say):
    with Pool(3):
        say("submitted")
        for i in range(10):
            task(i)
    say("all done")
