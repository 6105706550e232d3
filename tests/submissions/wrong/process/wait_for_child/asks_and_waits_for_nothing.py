# fails: test_main_done_comes_after_the_child (sleep in place of join)
# breaks: "the main process goes on at once"

from multiprocessing import Event, Process


def run_then_say(task, say):
    p = Process(target=task)
    p.start()
    e = Event()
    while p.is_alive():
        e.wait(1)
    say("main done")
