# Starts, returns, and says in between, by try and finally; a print for debugging.
from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    try:
        process.start()
        print("started", process)
        return process
    finally:
        say("main goes on")
