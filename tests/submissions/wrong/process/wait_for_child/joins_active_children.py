# fails: test_main_done_comes_after_the_child (waits for another child)
# breaks: "the main process goes on at once"
import multiprocessing
from multiprocessing import Process


def run_then_say(task, say):
    Process(target=task).start()
    for child in multiprocessing.active_children():
        child.join()
    say("main done")
