# fails: test_task_runs_in_a_process_of_its_own (another technique)
# breaks: "Not allowed: threads, pools"

import multiprocessing


def run_then_say(task, say):
    ctx = multiprocessing.get_context()
    make = ctx.Pool
    p = make(1)
    p.apply_async(task)
    p.close()
    p.join()
    say("main done")
