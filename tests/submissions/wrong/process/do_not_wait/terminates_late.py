# fails: test_a_live_process_is_returned (terminated)
# also fails: test_main_goes_on_at_once
# breaks: "The child does its task to the end"

from multiprocessing import Process
from threading import Timer


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    say("main goes on")
    Timer(120, process.kill).start()
    return process
