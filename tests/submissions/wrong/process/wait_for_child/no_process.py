# fails: test_task_runs_in_a_process_of_its_own (run() in place of start())
def run_then_say(task, say):
    task()
    say("main done")
