# The process object is a SpawnProcess: of the start method's own class.
from multiprocessing import get_context


def say_then_child(task, say):
    context = get_context("spawn")
    process = context.Process(target=task)
    process.start()
    say("main goes on")
    return process
