# fails: test_main_goes_on_at_once (other words)
from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    say("main done")
    return process
