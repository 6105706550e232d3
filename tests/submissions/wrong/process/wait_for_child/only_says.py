# fails: test_task_runs_in_a_process_of_its_own (task never ran)
# breaks: "let it call `task()`, once"


def run_then_say(task, say):
    say("main done")
