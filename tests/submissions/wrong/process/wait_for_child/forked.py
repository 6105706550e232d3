# fails: test_task_runs_in_a_process_of_its_own (another technique)
# breaks: "Not allowed: threads, pools"

import os


def run_then_say(task, say):
    pid = os.fork()
    if pid == 0:
        task()
        os._exit(0)
    os.waitpid(pid, 0)
    say("main done")
