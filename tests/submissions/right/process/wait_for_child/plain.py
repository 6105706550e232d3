# A Process of the default start method, joined.
import multiprocessing


def run_then_say(task, say):
    child = multiprocessing.Process(target=task, name="worker")
    child.start()
    child.join()
    say("main done")
