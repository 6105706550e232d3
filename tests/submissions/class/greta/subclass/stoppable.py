# A Manager's Event.
from multiprocessing import Manager, Process


class Stoppable(Process):
    def __init__(self, step, cleanup):
        super().__init__()
        self.step, self.cleanup = step, cleanup
        manager = Manager()
        self.end = manager.Event()
        Stoppable.manager = manager  # a class attribute is not pickled

    def run(self):
        while not self.end.is_set():
            self.step()
        self.cleanup()

    def stop(self):
        self.end.set()
        self.join()
