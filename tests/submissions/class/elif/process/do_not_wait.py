# Makes sure, without waiting, that the process has been started.
from multiprocessing import Process, active_children


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    if process in active_children() and process.exitcode is None:
        say("main goes on")
    return process
