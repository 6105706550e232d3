# fails: test_task_runs_in_a_process_of_its_own (task never ran)
# breaks: "Run `task` in a process of its own"

from multiprocessing import Process


def run_then_say(task, say):
    Process(target=task)
    say("main done")
