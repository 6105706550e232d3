# A daemon, but joined: it is waited for like any other.
from multiprocessing import Process


def run_then_say(task, say):
    process = Process(target=task, daemon=True)
    process.start()
    process.join()
    say("main done")
