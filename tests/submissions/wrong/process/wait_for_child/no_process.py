# fails: test_task_runs_in_a_process_of_its_own (task in the main process)
# breaks: "Run `task` in a process of its own"


def run_then_say(task, say):
    task()
    say("main done")
