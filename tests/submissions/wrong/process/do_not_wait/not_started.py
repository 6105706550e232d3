# fails: test_task_runs_in_a_process_of_its_own (task never ran)
# breaks: "start it, and let it work"

from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    say("main goes on")
    return process
