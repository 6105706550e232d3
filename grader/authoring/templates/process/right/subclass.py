from multiprocessing import Process


class Child(Process):
    def __init__(self, task):
        super().__init__()
        self.task = task

    def run(self):
        self.task()


def the_exercise(task):
    child = Child(task)
    child.start()
    child.join()
