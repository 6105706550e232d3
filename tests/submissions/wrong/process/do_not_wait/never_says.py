# fails: test_main_goes_on_at_once (never said)
from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    return process
