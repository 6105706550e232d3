# fails: test_main_done_comes_after_the_child (sleep in place of join)
# breaks: "The main process does not sleep while the child lives"

import time
from multiprocessing import Process


def run_then_say(task, say):
    Process(target=task).start()
    time.sleep(10_000)
    say("main done")
