# A subclass of Process that knows its task.
from multiprocessing import Process


class TaskProcess(Process):
    def __init__(self, task):
        super().__init__()
        self.task = task

    def run(self):
        self.task()


def run_then_say(task, say):
    process = TaskProcess(task)
    process.start()
    process.join()
    say("main done")
