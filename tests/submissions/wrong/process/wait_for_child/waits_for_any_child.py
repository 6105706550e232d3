# fails: test_main_done_comes_after_the_child (no join)
# also fails: test_it_does_not_matter_how_the_child_ends
# breaks: "The main process waits until this child has ended"

import os
from multiprocessing import get_context


def run_then_say(task, say):
    p = get_context("fork").Process(target=task)
    p.start()
    os.wait()
    say("main done")
