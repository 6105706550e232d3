# fails: test_main_done_comes_after_the_child (message in place of join)
# also fails: test_it_does_not_matter_how_the_child_ends
# breaks: "When the child has ended, and not before"

from multiprocessing import Process, SimpleQueue


def w(task, q):
    try:
        task()
    finally:
        q.put(1)


def run_then_say(task, say):
    q = SimpleQueue()
    p = Process(target=w, args=(task, q))
    p.start()
    q.get()
    say("main done")
