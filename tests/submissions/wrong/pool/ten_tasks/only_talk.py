# fails: test_each_task_runs_once_in_a_worker (no pool)
# also fails: test_three_workers_three_at_once
# also fails: test_handing_over_does_not_block
# also fails: test_all_done_comes_after_all_ten
# also fails: test_no_worker_is_left
# breaks: "Let a pool of three worker processes run"
# The transcript without any process.
def ten_tasks(task, say):
    say("submitted")
    for i in range(10):
        print(i)
    say("all done")
