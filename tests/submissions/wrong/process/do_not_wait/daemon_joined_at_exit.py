# fails: test_a_live_process_is_returned (daemon)
# breaks: "is not a daemon"
import atexit
import multiprocessing.util
from multiprocessing import Process


def say_then_child(task, say):
    process = Process(target=task, daemon=True)
    process.start()
    atexit.register(process.join)
    say("main goes on")
    return process
