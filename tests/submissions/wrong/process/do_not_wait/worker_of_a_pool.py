# fails: test_task_runs_in_a_process_of_its_own (another technique)
# breaks: "other ways to create a process"

from multiprocessing import Pool


def say_then_child(task, say):
    pool = Pool(1)
    pool.apply_async(task)
    say("main goes on")
    return pool._pool[0]
