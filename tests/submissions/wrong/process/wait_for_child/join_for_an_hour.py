# fails: test_main_done_comes_after_the_child (join with a timeout)
# breaks: "however long that takes"

from multiprocessing import Process


def run_then_say(task, say):
    p = Process(target=task)
    p.start()
    p.join(3600)
    say("main done")
