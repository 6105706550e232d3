# fails: test_task_runs_in_a_process_of_its_own (another technique)
# breaks: "Not allowed: threads, pools"

from concurrent.futures import ProcessPoolExecutor


def run_then_say(task, say):
    with ProcessPoolExecutor(1) as executor:
        executor.submit(task).result()
    say("main done")
