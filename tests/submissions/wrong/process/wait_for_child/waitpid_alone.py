# fails: test_it_does_not_matter_how_the_child_ends (no join)
# breaks: "whatever the program's default"
import os
from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    try:
        os.waitpid(process.pid, 0)
    except ChildProcessError:
        pass                    # somebody has collected it already
    say("main done")
