# fails: test_main_says_it_once (other words)
# also fails: test_main_done_comes_after_the_child
from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    say("main done")
    process.join()
    say("main done")
