# fails: test_a_live_process_is_returned (terminated)
# breaks: "The child does its task to the end"

import signal
from multiprocessing import Process


def w(task):
    signal.alarm(20)
    task()


def say_then_child(task, say):
    p = Process(target=w, args=(task,))
    p.start()
    say("main goes on")
    return p
