# fails: test_task_runs_in_a_process_of_its_own (runs in the parent)
from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task())
    process.start()
    say("main goes on")
    return process
