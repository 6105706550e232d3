# fails: test_main_done_comes_after_the_child (daemon without join)
from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task, daemon=True)
    process.start()
    say("main done")
