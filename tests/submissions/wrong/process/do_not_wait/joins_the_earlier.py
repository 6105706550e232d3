# fails: test_main_goes_on_at_once (waits for another child)
# breaks: "not for an earlier one"

import multiprocessing
from multiprocessing import Process


def say_then_child(task, say):
    for c in multiprocessing.active_children():
        c.join()
    p = Process(target=task)
    p.start()
    say("main goes on")
    return p
