# fails: test_the_task_runs_in_a_child (task in the main process)
# breaks: "Run `task` in a child process"
# TO WRITE: one wrong program per mistake that you can think of, and at least one per sentence of the statement


def the_exercise(task):
    task()
