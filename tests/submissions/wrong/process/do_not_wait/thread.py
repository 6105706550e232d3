# fails: test_task_runs_in_a_process_of_its_own (a thread in place of a process)
# breaks: "Not allowed: sleeping in `say_then_child`; threads"

from threading import Thread


def say_then_child(task, say):
    thread = Thread(target=task)
    thread.start()
    say("main goes on")
    return thread
