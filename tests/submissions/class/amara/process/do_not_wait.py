# A subclass of Process that starts itself and wraps the task.
from multiprocessing import Process


class Background(Process):
    def __init__(self, task):
        super().__init__(name="background", daemon=False)
        self.task = task
        self.start()

    def run(self):
        self.task()


def say_then_child(task, say):
    background = Background(task)
    say("main goes on")
    return background
