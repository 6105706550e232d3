# fails: test_task_runs_in_a_process_of_its_own (another technique)
# breaks: "Not allowed: threads, pools"

from multiprocessing import Pool


def run_then_say(task, say):
    with Pool(1) as pool:
        pool.apply(task)
    say("main done")
