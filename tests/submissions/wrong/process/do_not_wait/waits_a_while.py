# fails: test_main_goes_on_at_once (sleeps)
# breaks: "not even for a moment"

import time
from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    time.sleep(1)
    say("main goes on")
    return process
