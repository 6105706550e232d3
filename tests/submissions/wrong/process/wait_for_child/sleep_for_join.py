# fails: test_main_done_comes_after_the_child (sleep in place of join)
# also fails: test_it_does_not_matter_how_the_child_ends
# breaks: "The main process does not sleep while the child lives"

import time
from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    time.sleep(1)
    say("main done")
