# Joins whatever children there are; says what it does on the way.
import multiprocessing


def run_then_say(task, say):
    multiprocessing.Process(target=task).start()
    for child in multiprocessing.active_children():
        print("waiting for", child.pid)
        child.join()
    say("main done")
