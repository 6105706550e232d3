from multiprocessing import Process
from threading import Timer


def say_then_child(task, say):
    process = Process(target=task)
    process.start()
    say("main goes on")
    Timer(120, process.kill).start()
    return process
