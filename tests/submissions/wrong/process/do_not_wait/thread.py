# fails: test_task_runs_in_a_process_of_its_own (runs in the parent)
from threading import Thread


def say_then_child(task, say):
    thread = Thread(target=task)
    thread.start()
    say("main goes on")
    return thread
