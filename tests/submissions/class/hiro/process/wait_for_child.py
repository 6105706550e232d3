from multiprocessing import Process
from multiprocessing.connection import wait


def run_then_say(task, say):
    process = Process(target=task)
    process.start()
    wait([process.sentinel])
    say("main done")
