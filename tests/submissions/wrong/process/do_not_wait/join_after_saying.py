# fails: test_main_goes_on_at_once (waits a while)
# breaks: "not even for a moment"

from multiprocessing import Process


def say_then_child(task, say):
    p = Process(target=task)
    p.start()
    say("main goes on")
    p.join(0.2)
    return p
