# fails: test_a_live_process_is_returned (daemon)
# breaks: "The child does its task to the end"

import atexit
from multiprocessing import Process


def say_then_child(task, say):
    p = Process(target=task)
    p.start()
    atexit.register(p.terminate)
    say("main goes on")
    return p
