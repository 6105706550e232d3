# fails: test_main_goes_on_at_once (threads)
# breaks: "Not allowed: sleeping in `say_then_child`; threads"

import threading
from multiprocessing import Process


def say_then_child(task, say):
    p = Process(target=task)
    p.start()
    threading.Thread(target=p.is_alive, daemon=True).start()
    say("main goes on")
    return p
