# The process object is a ForkServerProcess; the kernel's parent of the child is the fork server.
from multiprocessing import get_context


def say_then_child(task, say):
    context = get_context("forkserver")
    process = context.Process(target=task)
    process.start()
    say("main goes on")
    return process
