# fails: test_a_live_process_is_returned (another process returned)
# breaks: "the object of this child's process"
import multiprocessing
from multiprocessing import Process


def say_then_child(task, say):
    Process(target=task).start()
    say("main goes on")
    return multiprocessing.active_children()[-1]
