# fails: test_each_task_runs_once_in_a_worker (threads)
# also fails: test_three_workers_three_at_once
# also fails: test_handing_over_does_not_block
# also fails: test_all_done_comes_after_all_ten
# also fails: test_no_worker_is_left
# breaks: "also in the guise of `multiprocessing.dummy`"
from multiprocessing.dummy import Pool


def ten_tasks(task, say):
    with Pool(3) as pool:
        pool.map_async(task, range(10))
        say("submitted")
        pool.close()
        pool.join()
    say("all done")
