# fails: test_main_done_comes_after_the_child (no join)
from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    say("main done")
    process.join()
