# fails: test_main_done_comes_after_the_child (sleep in place of join)
# breaks: "The main process does not sleep while the child lives"

import time
from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    while process.is_alive():
        time.sleep(10)
    say("main done")
