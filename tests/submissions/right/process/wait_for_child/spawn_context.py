# A context: the start method is chosen here, whatever the program's default is.
from multiprocessing import get_context


def run_then_say(task, say):
    child = get_context("spawn").Process(target=task)
    child.start()
    child.join()
    say("main done")
