# fails: test_main_goes_on_at_once (waits a while)
# breaks: "not until the child has begun"

from multiprocessing import Event, Process


def w(task, e):
    e.set()
    task()


def say_then_child(task, say):
    e = Event()
    p = Process(target=w, args=(task, e))
    p.start()
    e.wait()
    say("main goes on")
    return p
