# fails: test_main_goes_on_at_once (sleeps)
# breaks: "Not allowed: sleeping"

import time
from multiprocessing import Process


def say_then_child(task, say):
    p = Process(target=task)
    p.start()
    time.sleep(0.001)
    say("main goes on")
    return p
