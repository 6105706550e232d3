# fails: test_a_live_process_is_returned (another process returned)
# breaks: "the caller can join it"

import time
from multiprocessing import Process


def say_then_child(task, say):
    Process(target=task).start()
    say("main goes on")
    other = Process(target=time.sleep, args=(1000,))
    other.start()
    return other
