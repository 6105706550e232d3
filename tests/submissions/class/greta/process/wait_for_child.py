# Under forkserver the kernel's parent of the child is the fork server.
from multiprocessing import get_context


def run_then_say(task, say):
    child = get_context("forkserver").Process(target=task)
    child.start()
    child.join()
    say("main done")
