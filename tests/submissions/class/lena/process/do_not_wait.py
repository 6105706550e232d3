# A Process of the default start method.
import multiprocessing as mp


def say_then_child(task, say):
    p = mp.Process(target=task)
    p.start()
    say("main goes on")
    return p
